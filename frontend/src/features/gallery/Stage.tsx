import { useLingui } from '@lingui/react/macro';
import { type MediaItem, type MediaStart, useSlot } from '../../lib/slots';
import { KIND_NAMES } from './kindNames';
import type { StoryMedia } from './queries';

interface StageProps {
  files: readonly StoryMedia[];
  /** Where the reader comes in. */
  start: MediaStart;
}

/** What there is to see, hear and read of a published initiative. */
export function Stage({ files, start }: StageProps) {
  const { i18n } = useLingui();
  const MediaStage = useSlot('MediaStage');
  if (files.length === 0) return null;
  const items = files.map((file): MediaItem => {
    const { media_id: mediaId, kind, caption, alt, base, document } = file;
    const pictures = file.pictures.map(({ name, width }) => ({ name, width }));
    return {
      mediaId,
      kind,
      fileName: caption || alt || i18n._(KIND_NAMES[kind]),
      caption,
      altText: alt,
      base,
      pictures,
      document,
      facts: factsOf(file),
    };
  });
  return <MediaStage items={items} start={start} />;
}

function factsOf({ width, height, average_colour, duration_ms, page_count, waveform }: StoryMedia): MediaItem['facts'] {
  return { width, height, averageColour: average_colour, durationMs: duration_ms, pageCount: page_count, sizeBytes: null, waveform };
}
