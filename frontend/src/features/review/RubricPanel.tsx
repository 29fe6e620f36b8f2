import { Trans, useLingui } from '@lingui/react/macro';
import { type QueryClient, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Choices';
import { Notice } from '../../ui/Notice';
import { CriterionScore } from './CriterionScore';
import { linesOf, type Missing, missingIn, nextOpen, totalOf } from './points';
import { assignmentQuery, type JuryAssignment, type JuryQueueItem, queueQuery, sealSheet } from './queries';
import { RecuseDialog } from './RecuseDialog';
import { SaveBadge } from './SaveBadge';
import { KeysDialog, SealDialog } from './SealDialog';
import { MissingList, SealedNotice, TotalLine } from './SheetSummary';
import { useKeys } from './useKeys';
import { useSheet } from './useSheet';

interface RubricPanelProps {
  assignment: JuryAssignment;
  items: readonly JuryQueueItem[];
  cache: QueryClient;
}

/** Where the sheet is on the page, to lead there. */
export const SHEET_ID = 'score-sheet';

type Open = 'seal' | 'recuse' | 'keys' | null;

/** The rubric as a score sheet. It saves itself; only the seal is a step of its own. */
export function RubricPanel({ assignment, items, cache }: RubricPanelProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const texts = useProblemTexts();
  const panel = useRef<HTMLFormElement>(null);
  const control = useSheet(assignment, cache);
  const [open, setOpen] = useState<Open>(null);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const { sheet } = control;
  const lines = linesOf(assignment.rubric);
  const canScore = assignment.open_actions.includes('score');
  const next = nextOpen(items, assignment.assignment_id);
  const goOn = async () => {
    await control.flush();
    void cache.invalidateQueries({ queryKey: queueQuery.queryKey, exact: true });
    await navigate(next ? paths.juryAssignment(next.assignment_id) : paths.jury());
  };
  const seal = useMutation({
    mutationFn: async () => {
      const version = await control.flush();
      if (version !== null) await sealSheet(assignment.assignment_id, version);
    },
    onSuccess: async () => {
      setOpen(null);
      await cache.fetchQuery({ ...assignmentQuery(assignment.assignment_id), staleTime: 0 });
      await cache.invalidateQueries({ queryKey: queueQuery.queryKey, exact: true });
    },
    onError: () => setOpen(null),
  });
  const askToSeal = () => {
    const found = missingIn(lines, sheet.points, sheet.comments);
    setMissing(found);
    if (found.length === 0) setOpen('seal');
  };
  const keys = useKeys(panel, { onSkip: () => void goOn(), onHelp: () => setOpen('keys'), onEnd: askToSeal });
  const setPoints = (key: string, points: number | null) => {
    const { [key]: _, ...others } = sheet.points;
    control.change({ points: points === null ? others : { ...others, [key]: points } });
    setMissing((before) => before.filter((one) => one.key !== key));
  };
  return (
    <form
      ref={panel}
      id={SHEET_ID}
      tabIndex={-1}
      aria-label={t`Score sheet`}
      className="panel p-5 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto"
      onKeyDown={keys.onKeyDown}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="bg-surface z-10 lg:sticky lg:-top-5 -mx-5 -mt-5 mb-1 flex flex-wrap items-center justify-between gap-2 rounded-t-[14px] px-5 pt-4 pb-2">
        <TotalLine {...totalOf(lines, sheet.points)} passPercent={assignment.rubric.pass_percent} />
        {canScore && <SaveBadge control={control} />}
      </div>
      {assignment.sealed && <SealedNotice sealed={assignment.sealed} />}
      {canScore && !assignment.campaign.is_open && (
        <Notice tone="warn">
          <Trans>The review phase is not open at the moment, so nothing new is saved.</Trans>
        </Notice>
      )}
      {control.state === 'conflict' && <ConflictNotice onSettle={(which) => void control.settle(which)} />}
      {control.state === 'refused' && <Notice tone="bad">{texts.of(control.problem)}</Notice>}
      {seal.isError && <Notice tone="bad">{texts.of(seal.error)}</Notice>}
      {lines.map((line) => (
        <CriterionScore
          key={line.criterion.key}
          line={line}
          points={sheet.points[line.criterion.key]}
          comment={sheet.comments[line.criterion.key] ?? ''}
          isMissing={missing.some((one) => one.key === line.criterion.key)}
          isReadOnly={!canScore}
          onPoints={(points) => setPoints(line.criterion.key, points)}
          onComment={(comment) => control.change({ comments: { ...sheet.comments, [line.criterion.key]: comment } })}
        />
      ))}
      <Words
        name="comment_to_unit"
        label={t`Comment for the unit`}
        hint={t`The unit reads it after the release, without your name.`}
        value={sheet.comment_to_unit}
        isReadOnly={!canScore}
        onChange={(text) => control.change({ comment_to_unit: text })}
      />
      <Words
        name="private_note"
        label={t`Private note`}
        hint={t`Only you see this.`}
        value={sheet.private_note}
        isReadOnly={!canScore}
        onChange={(text) => control.change({ private_note: text })}
      />
      <MissingList lines={lines} missing={missing} />
      <div className="bg-surface border-line lg:sticky lg:-bottom-5 -mx-5 mt-4 -mb-5 grid gap-2 rounded-b-[14px] border-t px-5 py-3">
        {canScore ? (
          <Button kind="primary" icon="lock" data-seal onClick={askToSeal}>
            <Trans>Seal this sheet</Trans>
          </Button>
        ) : (
          <Button kind="primary" icon="arrowRight" onClick={() => void goOn()}>
            {next ? <Trans>Next entry</Trans> : <Trans>Back to your queue</Trans>}
          </Button>
        )}
        {canScore && (
          <div className="flex flex-wrap justify-between gap-x-1 gap-y-2">
            <Button onClick={() => void goOn()}>
              <Trans>Skip for now</Trans>
            </Button>
            <Button kind="plain" onClick={() => setOpen('recuse')}>
              <Trans>Conflict of interest</Trans>
            </Button>
            <Button kind="plain" onClick={() => setOpen('keys')}>
              <Trans>Keyboard shortcuts</Trans>
            </Button>
          </div>
        )}
      </div>
      <SealDialog
        isOpen={open === 'seal'}
        isBusy={seal.isPending}
        total={totalOf(lines, sheet.points)}
        onClose={() => setOpen(null)}
        onSeal={() => seal.mutate()}
      />
      <RecuseDialog isOpen={open === 'recuse'} assignmentId={assignment.assignment_id} cache={cache} onClose={() => setOpen(null)} />
      <KeysDialog isOpen={open === 'keys'} onClose={() => setOpen(null)}>
        <Checkbox
          name="shortcuts"
          label={t`Use these keys in the score sheet`}
          checked={keys.isOn}
          onChange={(event) => keys.setOn(event.target.checked)}
        />
      </KeysDialog>
    </form>
  );
}

function ConflictNotice({ onSettle }: { onSettle: (which: 'mine' | 'theirs') => void }) {
  return (
    <Notice tone="warn" live title={<Trans>This sheet was changed in another window</Trans>}>
      <p>
        <Trans>Nothing was overwritten, and what you typed here is kept. Which one do you want to go on with?</Trans>
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button onClick={() => onSettle('mine')}>
          <Trans>The one on this screen</Trans>
        </Button>
        <Button onClick={() => onSettle('theirs')}>
          <Trans>The other one</Trans>
        </Button>
      </div>
    </Notice>
  );
}

interface WordsProps {
  name: string;
  label: string;
  hint: string;
  value: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

function Words({ name, label, hint, value, isReadOnly, onChange }: WordsProps) {
  return (
    <div className="border-line grid gap-1 border-t py-4">
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      <p id={`${name}-hint`} className="text-muted text-[0.94rem]">
        {hint}
      </p>
      <textarea
        id={name}
        rows={3}
        className="control"
        value={value}
        readOnly={isReadOnly}
        aria-describedby={`${name}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
