import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { type Definition, DefinitionList } from '../../ui/DefinitionList';
import { type Column, Table } from '../../ui/Table';
import { actionWords } from './actionWords';
import { phoneSheets } from './phoneTable';
import { type AuditEntry, namesQuery } from './queries';

/** Entries of the log, one line each; the act opens to show its code, its seal and what was noted. */
export function EntryList({ entries, isFiltered }: { entries: readonly AuditEntry[]; isFiltered: boolean }) {
  const { t } = useLingui();
  const names = useQuery(namesQuery);
  const columns: Column<AuditEntry>[] = [
    { key: 'seq', heading: t`No.`, cell: (entry) => <span className="text-muted font-normal">{entry.seq}</span>, isNumber: true },
    {
      key: 'action',
      heading: t`What`,
      cell: (entry) => (
        <details>
          <summary className="min-h-6 cursor-pointer font-semibold">
            <ActionName entry={entry} />
          </summary>
          <EntryFacts entry={entry} isFiltered={isFiltered} />
        </details>
      ),
    },
    { key: 'actor', heading: t`By`, cell: (entry) => <ActorName id={entry.actor_id} names={names.data} /> },
    {
      key: 'at',
      heading: t`When`,
      cell: (entry) => (
        <span className="text-muted text-[0.94rem] sm:whitespace-nowrap">
          <DateTime value={entry.at} style="full" />
        </span>
      ),
    },
  ];
  return (
    <div className={phoneSheets}>
      <Table caption={t`Entries, newest first`} hideCaption columns={columns} rows={entries} keyOf={(entry) => String(entry.seq)} />
    </div>
  );
}

function ActorName({ id, names }: { id: string | null; names: ReadonlyMap<string, string> | undefined }) {
  if (id !== null) return names?.get(id) ?? <code>{id.slice(-8)}</code>;
  return (
    <span className="text-muted">
      <Trans>the system</Trans>
    </span>
  );
}

function ActionName({ entry }: { entry: AuditEntry }) {
  const { i18n } = useLingui();
  const words = actionWords[entry.action];
  return words ? i18n._(words) : <code>{entry.action}</code>;
}

function EntryFacts({ entry, isFiltered }: { entry: AuditEntry; isFiltered: boolean }) {
  const facts: Definition[] = [
    { key: 'action', term: <Trans>Code of the action</Trans>, value: <code>{entry.action}</code> },
    {
      key: 'object',
      term: <Trans>About</Trans>,
      value: (
        <span className="grid justify-items-start gap-2">
          <code className="break-all">{`${entry.object_type} ${entry.object_id}`}</code>
          {!isFiltered && (
            <Link to="/audit" search={{ about: entry.object_id }} className={buttonClass()}>
              <Trans>Only what happened to this</Trans>
            </Link>
          )}
        </span>
      ),
    },
    ...(Object.keys(entry.body).length === 0
      ? []
      : [
          {
            key: 'body',
            term: <Trans>Noted</Trans>,
            value: <code className="break-all whitespace-pre-wrap">{JSON.stringify(entry.body, null, 2)}</code>,
          },
        ]),
    { key: 'hash', term: <Trans>Seal</Trans>, value: <code className="break-all">{entry.hash}</code> },
    { key: 'prev', term: <Trans>Seal of the entry before</Trans>, value: <code className="break-all">{entry.prev}</code> },
  ];
  return (
    <div className="mt-1 text-[0.94rem]">
      <DefinitionList items={facts} />
    </div>
  );
}
