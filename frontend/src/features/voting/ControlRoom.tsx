import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { Progress } from '../../ui/Progress';
import { currentItem, lastCounted, type NextStep, nextStep } from './nextStep';
import { acts, type Item, type Session, useAct } from './queries';
import { RuleNotes, RuleSentence } from './RuleSentence';
import { TallyView } from './TallyView';
import { VoidButton } from './VoidButton';
import { itemStates } from './words';

/** The middle of the meeting: where things stand, large, and the one step that can come next. */
export function ControlRoom({ session }: { session: Session }) {
  const item = session.state === 'in_session' ? currentItem(session) : undefined;
  const counted = item?.state === 'open' || item?.state === 'closed' ? undefined : lastCounted(session);
  return (
    <>
      {session.state !== 'ended' && (
        <Panel title={<Trans>Now</Trans>}>
          <div className="grid gap-4">
            {item ? <Current item={item} session={session} /> : <Standing session={session} />}
            <Next session={session} step={nextStep(session)} />
          </div>
        </Panel>
      )}
      {session.state === 'in_session' && counted?.tally && (
        <Panel title={<Trans>Result: {counted.title}</Trans>}>
          <TallyView item={counted} tally={counted.tally} />
        </Panel>
      )}
    </>
  );
}

function Standing({ session }: { session: Session }) {
  return (
    <p className="font-display text-2xl">
      {session.state === 'draft' && <Trans>The meeting is being prepared. Members do not see it yet.</Trans>}
      {session.state === 'convened' && <Trans>The meeting is convened. The chair starts it when everyone is seated.</Trans>}
      {session.state === 'in_session' && <Trans>Everything on the agenda is decided.</Trans>}
    </p>
  );
}

function Current({ item, session }: { item: Item; session: Session }) {
  const { i18n } = useLingui();
  return (
    <div className="grid gap-3">
      <p className="text-muted" aria-live="polite">
        {i18n._(itemStates[item.state])}
      </p>
      <p className="font-display text-2xl font-semibold">{item.title}</p>
      {item.turnout && <Turnout item={item} session={session} />}
      {item.rule && (
        <div>
          <p className="first-letter:uppercase">
            <RuleSentence definition={item.rule.definition} size={item.electorate} needed={item.votes_needed} />
          </p>
          <RuleNotes definition={item.rule.definition} />
        </div>
      )}
      {item.open_actions.includes('void') && item.state !== 'pending' && (
        <div>
          <VoidButton item={item} />
        </div>
      )}
    </div>
  );
}

function Turnout({ item, session }: { item: Item; session: Session }) {
  const { t } = useLingui();
  if (item.turnout === null) return null;
  const { cast, eligible, not_voted: waiting } = item.turnout;
  const names = session.members.filter((seat) => waiting.includes(seat.account_id)).map((seat) => seat.full_name);
  return (
    <div className="grid gap-2">
      <Progress label={t`Votes cast`} value={cast} max={Math.max(eligible, 1)} text={t`${cast} of ${eligible}`} />
      {names.length > 0 && (
        <p>
          <Trans>Have not voted yet: {names.join(', ')}</Trans>
        </p>
      )}
    </div>
  );
}

function Next({ session, step }: { session: Session; step: NextStep | undefined }) {
  const [isAsking, setAsking] = useState(false);
  const act = useAct();
  const texts = useProblemTexts();
  const words = useStepWords(step);
  if (step === undefined) return <Waiting session={session} />;
  if (step.blocked) {
    return (
      <Notice tone="warn" title={<Trans>The vote cannot open yet</Trans>}>
        <Trans>The quorum is not reached: see the attendance. The button appears by itself.</Trans>
      </Notice>
    );
  }
  const go = () => act.mutate(() => callOf(step, session), { onSettled: () => setAsking(false) });
  return (
    <div className="grid gap-3">
      {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
      <div>
        <Button kind="primary" busy={act.isPending} onClick={() => (words.question ? setAsking(true) : go())}>
          {words.act}
        </Button>
      </div>
      <Dialog
        isOpen={isAsking}
        title={words.act}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="primary" busy={act.isPending} onClick={go}>
              {words.act}
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Go back</Trans>
            </Button>
          </>
        }
      >
        <p>{words.question}</p>
      </Dialog>
    </div>
  );
}

function callOf(step: NextStep, session: Session): Promise<void> {
  const itemId = step.item?.id ?? '';
  if (step.kind === 'open') return acts.open(itemId);
  if (step.kind === 'close') return acts.close(itemId);
  if (step.kind === 'tally') return acts.tally(itemId);
  return acts[step.kind](session.id);
}

function useStepWords(step: NextStep | undefined): { act: string; question?: string } {
  const { t } = useLingui();
  const turnout = step?.item?.turnout;
  const missing = turnout ? turnout.eligible - turnout.cast : 0;
  const words = {
    convene: { act: t`Convene the meeting`, question: t`Every member is told by e-mail, with the agenda.` },
    start: { act: t`Start the meeting` },
    open: { act: t`Open the vote`, question: t`The rule and the list of voters are fixed from now on. Members vote at once, in the open.` },
    close: {
      act: t`Close the vote`,
      question:
        missing > 0
          ? t`${plural(missing, {
              one: '# member has not voted yet. After closing nobody can vote.',
              other: '# members have not voted yet. After closing nobody can vote.',
            })}`
          : t`Everyone has voted. After closing nobody can vote.`,
    },
    tally: { act: t`Count the votes` },
    end: { act: t`End the meeting`, question: t`Nothing more can be decided in it afterwards.` },
  };
  return step ? words[step.kind] : { act: '' };
}

function Waiting({ session }: { session: Session }) {
  const item = currentItem(session);
  if (session.state === 'in_session' && item === undefined) return <Hint>{<Trans>The chair ends the meeting.</Trans>}</Hint>;
  if (session.state !== 'in_session' || item === undefined) return null;
  return (
    <Hint>
      {item.state === 'pending' && <Trans>The chair opens the vote.</Trans>}
      {item.state === 'open' && <Trans>The chair closes the vote.</Trans>}
      {item.state === 'closed' && <Trans>The council secretary or the chair counts the votes.</Trans>}
    </Hint>
  );
}

function Hint({ children }: { children: React.ReactNode }) {
  return <p className="text-muted">{children}</p>;
}
