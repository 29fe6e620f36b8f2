import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Returns the SHA-256 of a file in hexadecimal, read piece by piece; `null` when it cannot be read any more. */
export async function digestOf(file: Blob): Promise<string | null> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) hash.update(piece.value);
    return bytesToHex(hash.digest());
  } catch {
    return null;
  }
}
