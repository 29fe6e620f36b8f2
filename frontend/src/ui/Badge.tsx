import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type IconName } from './Icon';

/** The colour of a mark; its words say the same. `gold` is for awards only. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral' | 'gold';

/** A few words on a soft ground. */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={classes('badge', `badge-${tone}`)}>
      {icon && <Icon name={icon} size={15} />}
      {children}
    </span>
  );
}

const STATUS_ICONS: Record<Tone, IconName> = { ok: 'check', warn: 'clock', bad: 'alert', info: 'info', neutral: 'more', gold: 'award' };

/** Where something stands: a badge with the icon of its tone, so that colour is never alone. */
export function StatusBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <Badge tone={tone} icon={STATUS_ICONS[tone]}>
      {children}
    </Badge>
  );
}

/** A word on a dark ground, for marks that lie on pictures. */
export function Chip({ icon, children }: { icon?: IconName; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full bg-black/75 px-3 py-0.5 text-[0.9rem] text-white">
      {icon && <Icon name={icon} size={15} />}
      {children}
    </span>
  );
}
