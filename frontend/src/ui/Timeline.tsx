import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './Icon';

/** One step on the way. */
export interface Step {
  key: string;
  title: ReactNode;
  state: 'done' | 'current' | 'ahead';
  note?: ReactNode;
}

const DOTS = {
  done: 'bg-ok border-ok text-surface',
  current: 'bg-surface border-primary text-primary',
  ahead: 'bg-surface border-control',
};

/** Steps from top to bottom, with what is done, where things are, and what lies ahead. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="grid">
      {steps.map((step) => (
        <li
          key={step.key}
          className="group relative grid grid-cols-[2rem_1fr] gap-3 pb-5 last:pb-0"
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className="bg-line absolute top-7 bottom-0 left-[0.95rem] w-0.5 group-last:hidden" />
          <span className={classes('relative grid size-8 place-items-center rounded-full border-2', DOTS[step.state])}>
            {step.state === 'done' && <Icon name="check" size={16} />}
            {step.state === 'current' && <span className="size-3 rounded-full bg-current" />}
          </span>
          <div className="pt-0.5">
            <p className={classes(step.state === 'ahead' ? 'text-muted' : 'font-semibold')}>
              {step.title}
              <span className="sr-text">
                {' – '}
                {step.state === 'done' && <Trans>done</Trans>}
                {step.state === 'current' && <Trans>now</Trans>}
                {step.state === 'ahead' && <Trans>still ahead</Trans>}
              </span>
            </p>
            {step.note !== undefined && <div className="text-muted text-[0.94rem]">{step.note}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
