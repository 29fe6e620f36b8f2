import { Trans } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { formatNumber } from '../../lib/numbers';
import { type MediaItem, type MediaKind, useSlot } from '../../lib/slots';
import { DateTime } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import type { Attachment, FormField } from './queries';

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'document'];

type ShownFile = Pick<Attachment, 'media_id' | 'kind' | 'file_name' | 'caption' | 'alt_text'>;

/** Returns the files that can be shown already: those whose kind is known. */
export function mediaItems(files: readonly ShownFile[]): MediaItem[] {
  return files.flatMap((file) => {
    const kind = KINDS.find((one) => one === file.kind);
    return kind ? [{ mediaId: file.media_id, kind, fileName: file.file_name, caption: file.caption, altText: file.alt_text }] : [];
  });
}

/** Files as readers meet them; those still being checked are only named. */
export function Files({ files }: { files: readonly ShownFile[] }) {
  const MediaGallery = useSlot('MediaGallery');
  const items = mediaItems(files);
  const waiting = files.filter((file) => !items.some((item) => item.mediaId === file.media_id));
  return (
    <>
      {items.length > 0 && <MediaGallery items={items} />}
      {waiting.length > 0 && (
        <ul className="text-muted">
          {waiting.map((file) => (
            <li key={file.media_id}>
              {file.file_name} · <Trans>being checked</Trans>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Tells whether somebody answered. */
export function hasAnswer(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** An answer in words. */
export function Answer({ field, value }: { field: FormField; value: unknown }) {
  const locale = useLocale();
  if (!hasAnswer(value)) {
    return (
      <span className="text-muted">
        <Trans>Not answered</Trans>
      </span>
    );
  }
  if (field.kind === 'single_choice' || field.kind === 'multiple_choice') {
    const chosen = Array.isArray(value) ? value : [value];
    const labels = (field.options ?? []).filter((option) => chosen.includes(option.value));
    return labels.map((option, index) => (
      <span key={option.value}>
        {index > 0 && ', '}
        <Local text={option.label} />
      </span>
    ));
  }
  if (field.kind === 'number' && typeof value === 'number') {
    return (
      <>
        {formatNumber(value, locale)} {field.unit ? pick(field.unit, locale).text : ''}
      </>
    );
  }
  if (field.kind === 'date') return <DateTime value={String(value)} />;
  return String(value);
}
