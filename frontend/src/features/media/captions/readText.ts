import { MAX_UPLOAD } from './server';

/** Returns the words of a file of captions: UTF-8, UTF-16 with its mark, or an old table of the language. Null if it is too large. */
export async function readText(file: File, language: string): Promise<string | null> {
  if (file.size > 2 * MAX_UPLOAD) return null;
  const text = decoded(new Uint8Array(await file.arrayBuffer()), language);
  return text.length > MAX_UPLOAD ? null : text;
}

function decoded(bytes: Uint8Array, language: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(language === 'vi' ? 'windows-1258' : 'windows-1252').decode(bytes);
  }
}
