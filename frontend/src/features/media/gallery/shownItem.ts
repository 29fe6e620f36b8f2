import type { MediaFacts, MediaItem } from '../../../lib/slots';
import type { MediaRead } from '../queries';

/** A file to show, with its facts where the borrower or the server gave them. */
export type ShownItem = MediaItem;

/** Returns the address of something made from a file: in its published set, else one that redirects to the object store. */
export function fileUrl({ mediaId, base }: Pick<ShownItem, 'mediaId' | 'base'>, name: string): string {
  return `${base ?? `/api/v1/media/${mediaId}/files/`}${encodeURIComponent(name)}`;
}

/** Reads the facts out of what the server tells the own unit. Films and documents are measured by their picture. */
export function factsOf(media: MediaRead): MediaFacts {
  const picture = media.derivatives.find(({ name }) => name === 'w1280.webp');
  const download = media.derivatives.find(({ name }) => name.startsWith('document.') || name === 'captions.vtt');
  return {
    width: picture?.width ?? media.width,
    height: picture?.height ?? media.height,
    averageColour: media.average_colour,
    durationMs: media.duration_ms,
    pageCount: media.page_count,
    sizeBytes: download?.size_bytes ?? null,
    waveform: media.waveform,
    blurhash: media.blurhash,
    focalPoint: media.focal_point,
  };
}

const OFFICE = new Set(['DOCX', 'XLSX', 'PPTX', 'VTT', 'SRT']);

/** Returns what a document is called after its name's ending, and whether its pages can be drawn. */
export function paperOf(fileName: string): { label: string; isDrawn: boolean } {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toUpperCase();
  return OFFICE.has(ending) ? { label: ending, isDrawn: false } : { label: 'PDF', isDrawn: true };
}
