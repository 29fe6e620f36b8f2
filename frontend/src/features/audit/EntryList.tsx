import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { type Definition, DefinitionList } from '../../ui/DefinitionList';
import { actionWords } from './actionWords';
import { type AuditEntry, namesQuery } from './queries';

/** Entries of the log, one line each; a line opens to show its code, its seal and what was noted. */
export function EntryList({ entries, isFiltered }: { entries: readonly AuditEntry[]; isFiltered: boolean }) {
  const { t } = useLingui();
  const names = useQuery(namesQuery);
  return (
    <ol className="panel divide-line divide-y overflow-hidden" aria-label={t`Entries, newest first`}>
      {entries.map((entry) => (
        <li key={entry.seq}>
          <details className="group">
            <summary className="hover:bg-sunken grid min-h-11 cursor-pointer grid-cols-[3.2rem_1fr] items-baseline gap-x-4 px-4 py-2 group-open:bg-sunken lg:grid-cols-[3.2rem_1fr_15rem_14rem]">
              <span className="text-muted text-end tabular-nums">{entry.seq}</span>
              <ActionName entry={entry} />
              <span className="col-start-2 lg:col-start-auto">
                {entry.actor_id === null ? (
                  <span className="text-muted">
                    <Trans>the system</Trans>
                  </span>
                ) : (
                  (names.data?.get(entry.actor_id) ?? <code>{entry.actor_id.slice(-8)}</code>)
                )}
              </span>
              <span className="text-muted col-start-2 text-[0.94rem] tabular-nums lg:col-start-auto lg:text-end">
                <DateTime value={entry.at} style="full" />
              </span>
            </summary>
            <EntryFacts entry={entry} isFiltered={isFiltered} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function ActionName({ entry }: { entry: AuditEntry }) {
  const { i18n } = useLingui();
  const words = actionWords[entry.action];
  return <span className="font-semibold">{words ? i18n._(words) : <code>{entry.action}</code>}</span>;
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
    <div className="border-line border-t px-4 py-2 text-[0.94rem] lg:ps-[5.2rem]">
      <DefinitionList items={facts} />
    </div>
  );
}
