import { Trans, useLingui } from '@lingui/react/macro';
import { classes } from '../../ui/classes';
import { DateTime } from '../../ui/DateTime';
import { stageState } from './calls';
import type { CampaignSummary } from './queries';
import { phaseNames } from './words';

/** The stages of a call side by side: done, under way, ahead; on a phone the strip alone, and what is under way in words. */
export function PhaseBar({ campaign, now }: { campaign: CampaignSummary; now: string }) {
  const { t, i18n } = useLingui();
  if (campaign.phases.length === 0) {
    return (
      <p className="text-muted">
        <Trans>No dates yet</Trans>
      </p>
    );
  }
  const current = campaign.phases.filter((phase) => stageState(phase, now) === 'current');
  const next = campaign.phases.find((phase) => stageState(phase, now) === 'ahead');
  return (
    <div className="grid gap-2">
      <ol className="grid auto-cols-fr grid-flow-col gap-1" aria-label={t`Stages`}>
        {campaign.phases.map((phase) => {
          const state = stageState(phase, now);
          return (
            <li
              key={phase.kind}
              aria-current={state === 'current' ? 'step' : undefined}
              className={classes(
                'border-t-4 pt-1 text-[0.94rem]',
                state === 'done' && 'border-ok text-muted',
                state === 'current' && 'border-primary font-semibold',
                state === 'ahead' && 'border-line text-muted',
              )}
            >
              <span className="max-sm:sr-only">
                {i18n._(phaseNames[phase.kind])}
                <span className="text-muted block text-[0.85rem] font-normal">
                  {state === 'ahead' ? (
                    <Trans>
                      from <DateTime value={phase.opens_at} />
                    </Trans>
                  ) : (
                    <Trans>
                      until <DateTime value={phase.closes_at} />
                    </Trans>
                  )}
                </span>
              </span>
              <span className="sr-text">
                {' – '}
                {state === 'done' && t`done`}
                {state === 'current' && t`now`}
                {state === 'ahead' && t`still ahead`}
              </span>
            </li>
          );
        })}
      </ol>
      <ul aria-hidden="true" className="grid gap-1 text-[0.94rem] sm:hidden">
        {current.map((phase) => (
          <li key={phase.kind}>
            <strong>{i18n._(phaseNames[phase.kind])}</strong>{' '}
            <span className="text-muted">
              <Trans>
                until <DateTime value={phase.closes_at} />
              </Trans>
            </span>
          </li>
        ))}
        {current.length === 0 && next && (
          <li>
            <strong>{i18n._(phaseNames[next.kind])}</strong>{' '}
            <span className="text-muted">
              <Trans>
                from <DateTime value={next.opens_at} />
              </Trans>
            </span>
          </li>
        )}
      </ul>
    </div>
  );
}
