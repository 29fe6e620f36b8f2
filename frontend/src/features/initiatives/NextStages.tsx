import { Trans, useLingui } from '@lingui/react/macro';
import { DateTime } from '../../ui/DateTime';
import { type Step, Timeline } from '../../ui/Timeline';
import type { Initiative, InitiativeState } from './queries';
import { stageNames, stateNames } from './words';

const REACHED: Record<InitiativeState, string> = {
  draft: 'submission',
  returned: 'submission',
  submitted: 'screening',
  accepted: 'review',
  refused: 'screening',
  withdrawn: 'submission',
  recognised: 'award',
  not_recognised: 'award',
};
const ENDED: readonly InitiativeState[] = ['refused', 'withdrawn', 'recognised', 'not_recognised'];

/** The way of an entry through the stages of its call; with dates where it is and ahead, for what is past has its own. */
export function NextStages({ initiative }: { initiative: Initiative }) {
  const { i18n } = useLingui();
  const at = initiative.phases.findIndex((phase) => phase.kind === REACHED[initiative.state]);
  const isEnded = ENDED.includes(initiative.state);
  const way = isEnded && at >= 0 ? initiative.phases.slice(0, at + 1) : initiative.phases;
  const steps = way.map((phase, index): Step => {
    const isHere = index === at;
    const name = stageNames[phase.kind];
    return {
      key: phase.kind,
      title: name ? i18n._(name) : phase.kind,
      state: index < at ? 'done' : isHere ? (isEnded ? 'done' : 'current') : 'ahead',
      note: (
        <>
          {isHere && <p className="font-semibold">{i18n._(stateNames[initiative.state])}</p>}
          {!isEnded && index >= at && (
            <p>
              <Trans>
                From <DateTime value={phase.opens_at} /> to <DateTime value={phase.closes_at} />
              </Trans>
            </p>
          )}
        </>
      ),
    };
  });
  return <Timeline steps={steps} />;
}
