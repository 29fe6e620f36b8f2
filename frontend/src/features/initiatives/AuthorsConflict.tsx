import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { type Initiative, send } from './queries';
import { type AuthorRow, rowsOf } from './shares';

interface AuthorsConflictProps {
  initiativeId: string;
  mine: readonly AuthorRow[];
  onTakeTheirs: (fresh: Initiative) => void;
  onKeepMine: (fresh: Initiative) => void;
}

/** Two people changed the authors: both lists side by side, what differs marked, and the person decides. */
export function AuthorsConflict({ initiativeId, mine, onTakeTheirs, onKeepMine }: AuthorsConflictProps) {
  const { t } = useLingui();
  const fresh = useQuery({
    queryKey: ['initiatives', initiativeId, 'theirs'],
    queryFn: () => send.read(initiativeId),
    staleTime: 0,
    gcTime: 0,
  }).data;
  const theirs = fresh && rowsOf(fresh.authors);
  return (
    <Notice tone="warn" live title={t`A colleague changed the list meanwhile`}>
      <p>
        <Trans>Your list is still here, and nothing of theirs was replaced.</Trans> <Trans>Choose which list stays.</Trans>
      </p>
      {fresh && theirs && (
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <Version title={<Trans>Your list</Trans>} rows={mine} others={theirs}>
            <Button onClick={() => onKeepMine(fresh)}>
              <Trans>Keep mine</Trans>
            </Button>
          </Version>
          <Version title={<Trans>Your colleague’s list</Trans>} rows={theirs} others={mine}>
            <Button onClick={() => onTakeTheirs(fresh)}>
              <Trans>Take theirs</Trans>
            </Button>
          </Version>
        </div>
      )}
    </Notice>
  );
}

interface VersionProps {
  title: ReactNode;
  rows: readonly AuthorRow[];
  others: readonly AuthorRow[];
  children: ReactNode;
}

function Version({ title, rows, others, children }: VersionProps) {
  const lineOf = (row: AuthorRow) => `${row.fullName || row.email || '–'} · ${row.share || '–'} %`;
  const known = new Set(others.map(lineOf));
  return (
    <section className="bg-surface text-ink border-line grid content-between gap-3 rounded-[10px] border p-4">
      <div>
        <h3 className="text-muted mb-1 font-sans text-sm font-semibold">{title}</h3>
        <ul>
          {rows.map((row) => (
            <li key={row.key} className="break-words">
              {known.has(lineOf(row)) ? lineOf(row) : <mark className="bg-warn-soft text-warn rounded-sm px-0.5">{lineOf(row)}</mark>}
            </li>
          ))}
        </ul>
      </div>
      <div>{children}</div>
    </section>
  );
}
