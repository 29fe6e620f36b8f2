import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { AddItems } from './AddItems';
import { acts, type Item, type Session, useAct } from './queries';
import { RecuseButton } from './RecuseButton';
import { RuleSentence } from './RuleSentence';
import { TallyView } from './TallyView';
import { conflictWords, itemStates, itemTones, voidWords } from './words';

/** What the council decides, in order; the secretary moves, drops and adds. */
export function Agenda({ session }: { session: Session }) {
  const { t } = useLingui();
  const act = useAct();
  const texts = useProblemTexts();
  const list = useRef<HTMLOListElement>(null);
  const mayPrepare = session.open_actions.includes('prepare');
  const shown = session.items.filter((item) => item.void_reason !== 'dropped');
  const dropped = session.items.filter((item) => item.void_reason === 'dropped').map((item) => item.id);
  const move = (from: number, to: number) => {
    const ids = shown.map((item) => item.id);
    const [moved] = ids.splice(from, 1);
    if (moved === undefined) return;
    ids.splice(to, 0, moved);
    act.mutate(() => acts.order(session.id, session.version, [...ids, ...dropped]));
  };
  useEffect(() => {
    const unfold = () => {
      for (const fold of list.current?.querySelectorAll('details') ?? []) fold.open = true;
    };
    window.addEventListener('beforeprint', unfold);
    return () => window.removeEventListener('beforeprint', unfold);
  }, []);
  return (
    <Panel title={t`Agenda`} className="print:[break-inside:auto]!" actions={mayPrepare && <AddItems session={session} />}>
      {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
      {shown.length === 0 && (
        <EmptyState title={t`Nothing on the agenda yet`}>
          {mayPrepare && <Trans>Add accepted initiatives, best ranked first.</Trans>}
        </EmptyState>
      )}
      <ol ref={list} className="divide-line divide-y">
        {shown.map((item, index) => (
          <li key={item.id} className="grid gap-2 py-4 print:[&_:is(th,td)]:py-1!">
            <div className="flex items-start justify-between gap-3">
              <ItemHead item={item} place={index + 1} />
              {mayPrepare && item.state === 'pending' && (
                <span className="flex shrink-0">
                  {index > 0 && <IconButton icon="arrowUp" label={t`Move up: ${item.title}`} onClick={() => move(index, index - 1)} />}
                  {index < shown.length - 1 && (
                    <IconButton icon="arrowDown" label={t`Move down: ${item.title}`} onClick={() => move(index, index + 1)} />
                  )}
                  <IconButton
                    icon="trash"
                    label={t`Take off the agenda: ${item.title}`}
                    onClick={() => act.mutate(() => acts.drop(session.id, item.id))}
                  />
                </span>
              )}
            </div>
            <ItemNotes item={item} session={session} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function ItemHead({ item, place }: { item: Item; place: number }) {
  const { i18n } = useLingui();
  return (
    <div className="min-w-0">
      <h3 className="text-lg">
        <span className="tabular-nums">{place}.</span> <Link {...paths.initiative(item.initiative_id)}>{item.title}</Link>
      </h3>
      <p className="text-muted mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        {item.tally ? (
          <Outcome passed={item.tally.passed} />
        ) : (
          <StatusBadge tone={itemTones[item.state]}>{i18n._(itemStates[item.state])}</StatusBadge>
        )}
        {item.code !== null && <span>{item.code}</span>}
        <Local text={item.award_name} />
      </p>
    </div>
  );
}

function Outcome({ passed }: { passed: boolean }) {
  return <StatusBadge tone={passed ? 'ok' : 'neutral'}>{passed ? <Trans>Passed</Trans> : <Trans>Not passed</Trans>}</StatusBadge>;
}

function ItemNotes({ item, session }: { item: Item; session: Session }) {
  const { i18n, t } = useLingui();
  const names = (reasons: string[]) => reasons.flatMap((reason) => conflictWords[reason] ?? []).map((words) => i18n._(words));
  const voided = item.void_reason === null ? undefined : voidWords[item.void_reason];
  return (
    <div className="grid gap-1 sm:ps-5">
      {item.rule ? (
        <p>
          {item.rule.code}: <RuleSentence definition={item.rule.definition} size={item.electorate} needed={item.votes_needed} />
        </p>
      ) : (
        <Notice tone="warn" title={t`This category has no council rule yet.`} />
      )}
      {item.score && <Score item={item} />}
      {item.withheld && (
        <p className="text-muted">
          <Trans>You are recused for this item: its score and its count appear here once the decision is released.</Trans>
        </p>
      )}
      {item.recusals.length > 0 && (
        <ul className="text-muted">
          {item.recusals.map((recusal) => (
            <li key={recusal.account_id}>
              <Trans>
                Recused: {recusal.full_name} ({recusal.words || names(recusal.reasons).join(', ')})
              </Trans>
            </li>
          ))}
        </ul>
      )}
      {item.open_actions.includes('recuse') && session.state !== 'ended' && <RecuseButton item={item} session={session} />}
      {item.void_reason !== null && <p className="text-muted">{voided ? i18n._(voided) : item.void_reason}</p>}
      {item.tally && (
        <details className="mt-1 [&[open]_.fold-mark]:rotate-90">
          <summary className="flex min-h-11 cursor-pointer items-center gap-2 font-semibold print:hidden">
            <span aria-hidden="true" className="fold-mark">
              ▸
            </span>
            <Trans>
              The count: {item.tally.counts.agree} in favour, {item.tally.votes_needed} needed
            </Trans>
          </summary>
          <div className="mt-3">
            <TallyView item={item} tally={item.tally} />
          </div>
        </details>
      )}
    </div>
  );
}

function Score({ item }: { item: Item }) {
  const locale = useLocale();
  if (item.score === null) return null;
  const { percent_hundredths: hundredths, sheets, rank, gate_met: met } = item.score;
  if (sheets === 0 && met === null) return null;
  const percent = hundredths === null ? '–' : formatHundredths(hundredths, locale);
  return (
    <p className="text-muted">
      <Trans>
        Review: {percent} % over <Plural value={sheets} one="# sheet" other="# sheets" />
      </Trans>
      {rank !== null && (
        <>
          {' '}
          · <Trans>rank {rank}</Trans>
        </>
      )}
      {met === false && (
        <>
          {' '}
          ·{' '}
          <strong>
            <Trans>below what the rule asks for; the vote cannot open</Trans>
          </strong>
        </>
      )}
    </p>
  );
}
