import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Local } from '../../ui/Local';
import { Panel } from '../../ui/Panel';
import { Answer } from './Answers';

type Changes = Schemas['RevisionChanges'];
type FieldChange = Schemas['FieldChangeRead'];

/** What changed between two revisions: words struck out and put in, authors, files. */
export function ChangesView({ changes, form }: { changes: Changes; form: Schemas['FormDefinition'] }) {
  const { authors, attachments } = changes;
  const isSame = changes.fields.length + listSize(authors) + listSize(attachments) === 0;
  return (
    <Panel
      title={
        <Trans>
          From revision {changes.older} to revision {changes.newer}
        </Trans>
      }
    >
      {isSame && (
        <p className="text-muted">
          <Trans>Nothing changed.</Trans>
        </p>
      )}
      <div className="divide-line grid divide-y">
        {changes.fields.map((change) => (
          <section key={change.part} className="grid gap-1 py-4 first:pt-0">
            <h3>
              <PartName change={change} />
            </h3>
            <FieldDiff change={change} form={form} />
          </section>
        ))}
      </div>
      <ListDiff title={<Trans>Authors</Trans>} change={authors} nameOf={(author) => <AuthorLine author={author} />} />
      <ListDiff
        title={<Trans>Files</Trans>}
        change={attachments}
        nameOf={(file) => [file.file_name, file.caption].filter(Boolean).join(' · ')}
      />
    </Panel>
  );
}

const MARKS = { same: 'span', removed: 'del', added: 'ins' } as const;
const MARK_CLASSES = { same: '', removed: 'bg-bad-soft text-bad', added: 'bg-ok-soft text-ok' };

const listSize = (list: { added: unknown[]; removed: unknown[]; changed: unknown[] }) =>
  list.added.length + list.removed.length + list.changed.length;

function PartName({ change }: { change: FieldChange }) {
  const { t } = useLingui();
  if (change.label) return <Local text={change.label} />;
  const names: Record<string, string> = {
    title: t`Title of the initiative`,
    summary: t`Summary`,
    'title_translations.fr': t`Title in French`,
    'title_translations.en': t`Title in English`,
  };
  return names[change.part] ?? change.part;
}

function FieldDiff({ change, form }: { change: FieldChange; form: Schemas['FormDefinition'] }) {
  if (change.segments.length > 0) {
    return (
      <p className="max-w-[68ch] break-words whitespace-pre-line">
        {withPlaces(change.segments).map(({ place, kind, text }) => {
          const Mark = MARKS[kind];
          return (
            <Mark key={place} className={MARK_CLASSES[kind]}>
              {text}
            </Mark>
          );
        })}
      </p>
    );
  }
  const key = change.part.replace('answers.', '');
  const field = form.sections?.flatMap((section) => section.fields ?? []).find((one) => one.key === key);
  const words = (value: unknown) => (field ? <Answer field={field} value={value} /> : String(value ?? '–'));
  return (
    <p>
      <del className="text-bad">{words(change.before)}</del> → <ins className="text-ok">{words(change.after)}</ins>
    </p>
  );
}

/** Gives each run of words the place where it begins, which tells runs apart. */
function withPlaces(segments: FieldChange['segments']) {
  let place = 0;
  return segments.map((segment) => {
    place += segment.text.length;
    return { ...segment, place: `${place} ${segment.kind}` };
  });
}

function AuthorLine({ author }: { author: Schemas['RevisionAuthor'] }) {
  const locale = useLocale();
  return (
    <>
      {author.full_name}, {formatHundredths(author.share_hundredths, locale)} %
    </>
  );
}

interface ListDiffProps<Item> {
  title: ReactNode;
  change: { added: Item[]; removed: Item[]; changed: Item[] };
  nameOf: (item: Item) => ReactNode;
}

function ListDiff<Item>({ title, change, nameOf }: ListDiffProps<Item>) {
  if (listSize(change) === 0) return null;
  const rows: readonly (readonly [string, ReactNode, Item])[] = [
    ...change.added.map((item, index) => [`added ${index}`, <Trans key="a">added</Trans>, item] as const),
    ...change.removed.map((item, index) => [`removed ${index}`, <Trans key="r">removed</Trans>, item] as const),
    ...change.changed.map((item, index) => [`changed ${index}`, <Trans key="c">changed</Trans>, item] as const),
  ];
  return (
    <section className="border-line border-t py-4">
      <h3>{title}</h3>
      <ul>
        {rows.map(([key, what, item]) => (
          <li key={key}>
            <Trans>
              <span className="text-muted">{what}:</span> {nameOf(item)}
            </Trans>
          </li>
        ))}
      </ul>
    </section>
  );
}
