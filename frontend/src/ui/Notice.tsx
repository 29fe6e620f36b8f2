import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type IconName } from './Icon';

type NoticeTone = 'ok' | 'warn' | 'bad' | 'info';

const ICONS: Record<NoticeTone, IconName> = { ok: 'check', warn: 'clock', bad: 'alert', info: 'info' };

interface NoticeProps {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  /** Read out when it appears: for answers to what the person has just done, not for what stood there before. */
  live?: boolean;
}

/** Something to know before going on. */
export function Notice({ tone = 'info', title, children, live = false }: NoticeProps) {
  return (
    <div role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined} className={classes('notice', `notice-${tone}`)}>
      <Icon name={ICONS[tone]} size={22} />
      <div className="min-w-0">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
