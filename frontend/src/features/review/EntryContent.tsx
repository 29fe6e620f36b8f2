import { Trans } from '@lingui/react/macro';
import type { Schemas } from '../../api/client';
import { formatMoment } from '../../lib/dates';
import { useLocale } from '../../lib/i18n';
import { formatNumber } from '../../lib/numbers';
import { type MediaFacts, type MediaItem, type MediaKind, useSlot } from '../../lib/slots';
import { DefinitionList } from '../../ui/DefinitionList';
import { Local } from '../../ui/Local';
import type { JuryAssignment } from './queries';

type FormField = Schemas['FormField'];

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'document'];

/** What the jury reads, watches and listens to. Names are here only where the call is not blind. */
export function EntryContent({ assignment }: { assignment: JuryAssignment }) {
  const { content, form } = assignment;
  const MediaGallery = useSlot('MediaGallery');
  const items = content.files.flatMap((file): MediaItem[] => {
    const kind = KINDS.find((one) => one === file.kind);
    if (kind === undefined) return [];
    const { media_id: mediaId, file_name: fileName, alt_text: altText, caption, facts } = file;
    return [{ mediaId, kind, fileName, caption, altText, ...(facts && { facts: factsOf(facts) }) }];
  });
  return (
    <div className="grid gap-6">
      {items.length > 0 && <MediaGallery items={items} />}
      {content.authors && (
        <p className="text-muted">
          {content.authors.map((author) => author.full_name).join(', ')}
          {content.unit_name && (
            <>
              {' · '}
              <Local text={content.unit_name} />
            </>
          )}
        </p>
      )}
      <p className="max-w-[68ch] text-lg whitespace-pre-line">{content.summary}</p>
      {(form.sections ?? []).map((section) => {
        const answered = (section.fields ?? []).filter((field) => field.kind !== 'file' && hasAnswer(content.answers[field.key]));
        if (answered.length === 0) return null;
        return (
          <section key={section.key}>
            <h2>
              <Local text={section.title} />
            </h2>
            <DefinitionList
              items={answered.map((field) => ({
                key: field.key,
                term: <Local text={field.label} />,
                value: <Answer field={field} value={content.answers[field.key]} />,
              }))}
            />
          </section>
        );
      })}
    </div>
  );
}

function factsOf(facts: Schemas['JudgedFacts']): MediaFacts {
  const { width, height, duration_ms, page_count, average_colour, waveform } = facts;
  return { width, height, durationMs: duration_ms, pageCount: page_count, averageColour: average_colour, sizeBytes: null, waveform };
}

function hasAnswer(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function Answer({ field, value }: { field: FormField; value: unknown }) {
  const locale = useLocale();
  if (field.kind === 'single_choice' || field.kind === 'multiple_choice') {
    const chosen = Array.isArray(value) ? value : [value];
    return (
      <ul>
        {(field.options ?? [])
          .filter((option) => chosen.includes(option.value))
          .map((option) => (
            <li key={option.value}>
              <Local text={option.label} />
            </li>
          ))}
      </ul>
    );
  }
  if (typeof value === 'number') {
    return (
      <>
        {formatNumber(value, locale)} {field.unit && <Local text={field.unit} />}
      </>
    );
  }
  if (field.kind === 'date' && typeof value === 'string') return formatMoment(`${value}T00:00:00+07:00`, locale);
  return typeof value === 'string' ? value : <Trans>No answer</Trans>;
}
