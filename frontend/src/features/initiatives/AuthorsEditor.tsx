import { Trans } from '@lingui/react/macro';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { fieldId } from '../../ui/fieldId';
import { Notice } from '../../ui/Notice';
import { AuthorFields } from './AuthorFields';
import { AuthorsConflict } from './AuthorsConflict';
import { type Initiative, send, useInitiativeChange } from './queries';
import { type AuthorRow, readShare, rowsOf, splitEvenly, totalOf, WHOLE } from './shares';

interface AuthorsEditorProps {
  initiative: Initiative;
  error: string | undefined;
  /** Filled with what saves the list before the page goes on; it answers whether it may. */
  saver: RefObject<(() => Promise<boolean>) | null>;
}

/** The authors with their shares; the sum is told while it is typed. Saved as a whole: by its button, or by going on. */
export function AuthorsEditor({ initiative, error, saver }: AuthorsEditorProps) {
  const texts = useProblemTexts();
  const [rows, setRows] = useState(() => rowsOf(initiative.authors));
  const [base, setBase] = useState(initiative.version);
  const [isDirty, setDirty] = useState(false);
  const save = useInitiativeChange((wanted: readonly AuthorRow[]) =>
    send.authors(initiative.id, { version: Math.max(base, 1), authors: wanted.map(authorOf) }),
  );
  const change = (next: AuthorRow[]) => {
    setRows(next);
    setDirty(true);
  };
  const adopt = (fresh: Initiative) => {
    setRows(rowsOf(fresh.authors));
    setBase(fresh.version);
    setDirty(false);
  };
  const keep = () => save.mutate(rows, { onSuccess: adopt });
  const leave = useRef(() => {});
  const isStale = save.error instanceof ApiProblem && save.error.code === 'stale_version';
  const faults = texts.fields(save.error);
  const isReadable = rows.every((row) => readShare(row.share) !== null);
  useEffect(() => {
    saver.current = async () => {
      if (!isDirty) return true;
      if (!isReadable) return false;
      return save.mutateAsync(rows, { onSuccess: adopt }).then(
        () => true,
        () => false,
      );
    };
    leave.current = () => {
      if (isDirty && isReadable) save.mutate(rows);
    };
    return () => {
      saver.current = null;
    };
  });
  // A list that was changed and not saved is saved when the person goes elsewhere.
  useEffect(() => () => leave.current(), []);
  const add = () =>
    change([...rows, { key: crypto.randomUUID(), accountId: null, fullName: '', jobTitle: '', unitId: null, email: '', share: '' }]);
  return (
    <div id={fieldId('authors')} tabIndex={-1} className="grid gap-5">
      <p className="max-w-[68ch]">
        <Trans>List everybody who had a part in it. Each author with an account is asked to confirm their share.</Trans>
      </p>
      {error && (
        <Notice tone="bad">
          <span>{error}</span>
        </Notice>
      )}
      <ol className="grid gap-4">
        {rows.map((row, index) => (
          <AuthorFields
            key={row.key}
            row={row}
            index={index}
            errorOf={(field) => faults.find((fault) => fault.field === `authors.${index}.${field}`)?.message}
            onChange={(changed) => change(rows.map((one, at) => (at === index ? changed : one)))}
            {...(rows.length > 1 && { onRemove: () => change(rows.filter((_, at) => at !== index)) })}
          />
        ))}
      </ol>
      <Total rows={rows} />
      {isStale && (
        <AuthorsConflict
          initiativeId={initiative.id}
          mine={rows}
          onTakeTheirs={(fresh) => {
            adopt(fresh);
            save.reset();
          }}
          onKeepMine={(fresh) => {
            setBase(fresh.version);
            save.reset();
          }}
        />
      )}
      {save.isError && !isStale && (
        <Notice tone="bad" live>
          {texts.of(save.error)}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button icon="plus" onClick={add}>
          <Trans>Add an author</Trans>
        </Button>
        {rows.length > 1 && (
          <Button onClick={() => change(splitEvenly(rows))}>
            <Trans>Share evenly</Trans>
          </Button>
        )}
        <Button icon="check" busy={save.isPending} disabled={!isDirty || !isReadable} onClick={keep}>
          <Trans>Save the authors</Trans>
        </Button>
      </div>
      <p role="status" className="text-muted min-h-6 text-sm">
        {isDirty ? <Trans>Not saved yet</Trans> : save.isSuccess && <Trans>The authors are saved</Trans>}
      </p>
    </div>
  );
}

function authorOf(row: AuthorRow) {
  return {
    account_id: row.accountId,
    email: row.accountId === null && row.email.trim() !== '' ? row.email.trim() : null,
    full_name: row.fullName,
    job_title: row.jobTitle,
    unit_id: row.unitId,
    share_hundredths: readShare(row.share) ?? 0,
  };
}

function Total({ rows }: { rows: readonly AuthorRow[] }) {
  const locale = useLocale();
  const total = totalOf(rows);
  const sum = formatHundredths(total, locale);
  const rest = formatHundredths(Math.abs(WHOLE - total), locale);
  return (
    <p role="status" className={total === WHOLE ? 'text-ok font-semibold' : 'text-warn font-semibold'}>
      {total === WHOLE ? (
        <Trans>Together 100 %</Trans>
      ) : total < WHOLE ? (
        <Trans>
          Together {sum} %, {rest} % are missing
        </Trans>
      ) : (
        <Trans>
          Together {sum} %, {rest} % too much
        </Trans>
      )}
    </p>
  );
}
