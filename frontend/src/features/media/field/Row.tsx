import type { ReactNode } from 'react';
import { classes } from '../../../ui/classes';
import { Icon } from '../../../ui/Icon';

interface RowProps {
  picture?: ReactNode;
  name: string;
  /** Size, rate, time left. */
  facts?: ReactNode;
  /** Where it stands, as a sentence. */
  state: ReactNode;
  isBad?: boolean;
  progress?: ReactNode;
  actions: ReactNode;
  /** What can be done with it besides. */
  tools?: ReactNode;
  children?: ReactNode;
}

/** One file: picture, name, how far it is, and what can be done with it. */
export function Row({ picture, name, facts, state, isBad = false, progress, actions, tools, children }: RowProps) {
  return (
    <li className={classes('panel p-3 sm:p-4', isBad && 'border-bad')}>
      <div className="flex gap-3 sm:gap-4">
        {picture !== undefined && (
          <div className="bg-sunken border-line border grid size-18 shrink-0 place-items-center overflow-hidden rounded-control">
            {picture}
          </div>
        )}
        <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-48">
            <p className="font-semibold break-words">{name}</p>
            {facts !== undefined && <p className="text-muted text-sm tabular-nums">{facts}</p>}
            <div className={classes('text-[0.94rem]', isBad && 'text-bad flex items-start gap-1.5 font-semibold')}>
              {isBad && (
                <span className="mt-0.5 shrink-0">
                  <Icon name="alert" size={16} />
                </span>
              )}
              {state}
            </div>
            {tools}
          </div>
          <div className="-my-1 ml-auto flex max-w-full flex-wrap items-center">{actions}</div>
        </div>
      </div>
      {progress && <div className="mt-2">{progress}</div>}
      {children !== undefined && <div className="border-line mt-3 border-t pt-3">{children}</div>}
    </li>
  );
}
