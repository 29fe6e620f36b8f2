import { Trans, useLingui } from '@lingui/react/macro';
import type { FieldMessage } from '../../api/problems';
import { fromInputValue, toInputValue } from '../../lib/dates';
import { Checkbox } from '../../ui/Choices';
import { Panel } from '../../ui/Panel';
import { DateField } from '../../ui/TextField';
import { AnnouncedDates } from './AnnouncedDates';
import { phaseOf } from './calls';
import { DraftForm } from './DraftForm';
import { type Campaign, changes } from './queries';
import { SetupFrame } from './SetupFrame';
import { useDraft } from './useDraft';
import { PHASES, type PhaseKind, phaseNames, phaseNotes } from './words';

/** When each stage opens and closes; once published, deadlines can only move later. */
export function PhasesPage() {
  const { t } = useLingui();
  return (
    <SetupFrame title={t`Stages and dates`} lead={<Trans>All times are Viet Nam time (Asia/Ho_Chi_Minh, UTC+7).</Trans>}>
      {(campaign, isFrozen) => (isFrozen ? <AnnouncedDates campaign={campaign} /> : <DatesForm key={campaign.id} campaign={campaign} />)}
    </SetupFrame>
  );
}

/** One stage as it is typed: both ends are values of `datetime-local`, empty until given. */
export interface StageDraft {
  kind: PhaseKind;
  isPlanned: boolean;
  opens: string;
  closes: string;
}

/** Returns the stages that are planned, as the server takes them. */
export function plannedPhases(stages: readonly StageDraft[]) {
  return stages
    .filter((stage) => stage.isPlanned)
    .map(({ kind, opens, closes }) => ({ kind, opens_at: fromInputValue(opens), closes_at: fromInputValue(closes) }));
}

/** One end of a stage that is not given yet, or closes before it opens. */
export interface DateFault {
  kind: PhaseKind;
  end: 'opens' | 'closes';
  isMissing: boolean;
}

/** Returns the planned stages whose dates are missing or the wrong way round. */
export function faultyDates(stages: readonly StageDraft[]): DateFault[] {
  return stages
    .filter((stage) => stage.isPlanned)
    .flatMap(({ kind, opens, closes }): DateFault[] => {
      if (opens === '') return [{ kind, end: 'opens', isMissing: true }];
      if (closes === '') return [{ kind, end: 'closes', isMissing: true }];
      return closes > opens ? [] : [{ kind, end: 'closes', isMissing: false }];
    });
}

function read(campaign: Campaign): StageDraft[] {
  return PHASES.map((kind) => {
    const phase = phaseOf(campaign.phases, kind);
    return {
      kind,
      isPlanned: phase !== undefined || kind !== 'award',
      opens: phase ? toInputValue(phase.opens_at) : '',
      closes: phase ? toInputValue(phase.closes_at) : '',
    };
  });
}

function DatesForm({ campaign }: { campaign: Campaign }) {
  const { t, i18n } = useLingui();
  const check = (stages: StageDraft[]): FieldMessage[] =>
    faultyDates(stages).map(({ kind, end, isMissing }) => {
      const stage = i18n._(phaseNames[kind]);
      return {
        field: `${kind}.${end}`,
        message: isMissing ? t`${stage}: please give the day and hour` : t`${stage}: it closes after it opens`,
      };
    });
  const draft = useDraft({
    campaign,
    read,
    send: (stages, version) => changes.phases(campaign.id, { version, phases: plannedPhases(stages) }),
    check,
  });
  const set = (kind: PhaseKind, part: Partial<StageDraft>) =>
    draft.setValue(draft.value.map((stage) => (stage.kind === kind ? { ...stage, ...part } : stage)));
  return (
    <DraftForm campaignId={campaign.id} draft={draft} isFrozen={false}>
      {draft.value.map((stage) => (
        <Panel key={stage.kind} title={i18n._(phaseNames[stage.kind])}>
          <p className="text-muted mb-3">{i18n._(phaseNotes[stage.kind])}</p>
          {stage.kind === 'award' && (
            <Checkbox
              name="award.isPlanned"
              label={t`Announce dates for the awards`}
              checked={stage.isPlanned}
              onChange={(event) => set(stage.kind, { isPlanned: event.target.checked })}
            />
          )}
          {stage.isPlanned && (
            <div className="grid gap-4 sm:grid-cols-2">
              <DateField
                withTime
                name={`${stage.kind}.opens`}
                label={t`Opens`}
                value={stage.opens}
                error={draft.errorOf(`${stage.kind}.opens`)}
                onChange={(event) => set(stage.kind, { opens: event.target.value })}
              />
              <DateField
                withTime
                name={`${stage.kind}.closes`}
                label={t`Closes`}
                value={stage.closes}
                error={draft.errorOf(`${stage.kind}.closes`)}
                onChange={(event) => set(stage.kind, { closes: event.target.value })}
              />
            </div>
          )}
        </Panel>
      ))}
    </DraftForm>
  );
}
