import type { MediaKind } from '../../lib/slots';

/** What the file chooser offers. Pictures are listed one by one; phones send theirs (HEIC) as they took them. */
const OFFERED: Record<MediaKind, string> = {
  image: 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/tiff,image/heic,image/heif,.heic,.heif',
  video: 'video/*,.mkv',
  audio: 'audio/*',
  document: 'application/pdf,.pdf,.docx,.xlsx,.pptx,.srt,.vtt',
};

const ENDINGS: Record<string, MediaKind> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  webp: 'image',
  gif: 'image',
  avif: 'image',
  tif: 'image',
  tiff: 'image',
  heic: 'image',
  heif: 'image',
  mp4: 'video',
  m4v: 'video',
  mov: 'video',
  mkv: 'video',
  webm: 'video',
  m4a: 'audio',
  mp3: 'audio',
  aac: 'audio',
  ogg: 'audio',
  oga: 'audio',
  opus: 'audio',
  flac: 'audio',
  wav: 'audio',
  pdf: 'document',
  docx: 'document',
  xlsx: 'document',
  pptx: 'document',
  srt: 'document',
  vtt: 'document',
};

/** Why a file is not even begun. */
export type EarlyRefusal = { code: 'kind' } | { code: 'empty' } | { code: 'size'; limitBytes: number };

/** Returns the `accept` of the file chooser. */
export function acceptOf(kinds: readonly MediaKind[]): string {
  return kinds.map((kind) => OFFERED[kind]).join(',');
}

/** Returns what a file claims to be, by its declared type or else by its ending. What it really is the server finds out. */
export function kindOf({ name, type }: { name: string; type: string }): MediaKind | undefined {
  const family = type.split('/')[0];
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  if (type === 'application/pdf') return 'document';
  return ENDINGS[name.split('.').at(-1)?.toLowerCase() ?? ''];
}

/** The largest file of each kind in bytes, as the server is configured. */
export type FileLimits = Record<MediaKind, number>;

/** Judges a file before a byte is sent; `null` when it may be tried. Until the limits are known, its size is left to the server. */
export function refusedEarly(
  file: { name: string; type: string; size: number },
  kinds: readonly MediaKind[],
  limits: FileLimits | undefined,
): EarlyRefusal | null {
  const kind = kindOf(file);
  if (kind === undefined || !kinds.includes(kind)) return { code: 'kind' };
  if (file.size === 0) return { code: 'empty' };
  return limits !== undefined && file.size > limits[kind] ? { code: 'size', limitBytes: limits[kind] } : null;
}
