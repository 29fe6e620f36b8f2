import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { LocalText } from '../../lib/localText';
import { StatusBadge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Local } from '../../ui/Local';

/** What candidates and proposals have in common, as a row shows it. */
export interface Choosable {
  id: string;
  code: string;
  title: string;
  unit: LocalText;
  category: LocalText;
  award: LocalText;
  isHonoured: boolean;
  /** Why it cannot be chosen, where it cannot. */
  reason?: ReactNode;
}

interface ChooseListProps {
  items: readonly Choosable[];
  /** The button, given how many are chosen. */
  act: (chosen: Choosable[], clear: () => void) => ReactNode;
  /** What else can be done to one row. */
  more?: (item: Choosable) => ReactNode;
}

/** Rows to tick, all at once or one by one, and one act on what is ticked. */
export function ChooseList({ items, act, more }: ChooseListProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const free = items.filter((item) => item.reason === undefined);
  const chosen = free.filter((item) => ticked.has(item.id));
  const toggle = (id: string) => setTicked(ticked.has(id) ? new Set([...ticked].filter((each) => each !== id)) : new Set([...ticked, id]));
  const isWhole = chosen.length === free.length;
  return (
    <div className="grid gap-3">
      {free.length > 1 && (
        <div>
          <Button onClick={() => setTicked(isWhole ? new Set() : new Set(free.map((item) => item.id)))}>
            {isWhole ? <Trans>Choose none</Trans> : <Trans>Choose all {free.length}</Trans>}
          </Button>
        </div>
      )}
      <ul className="divide-line border-line divide-y border-y">
        {items.map((item) => (
          <li key={item.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-1">
            <label className="choice min-w-0 flex-1 basis-72">
              <input
                type="checkbox"
                checked={item.reason === undefined && ticked.has(item.id)}
                disabled={item.reason !== undefined}
                onChange={() => toggle(item.id)}
              />
              <span className="min-w-0">
                <span className="text-muted text-[0.94rem] tabular-nums">{item.code}</span>{' '}
                <span lang="vi" className="font-semibold">
                  {item.title}
                </span>
                <span className="text-muted block text-[0.94rem]">
                  <Local text={item.unit} /> · <Local text={item.category} />
                </span>
                {item.reason !== undefined && <span className="text-muted block text-[0.94rem]">{item.reason}</span>}
              </span>
            </label>
            <span className="flex flex-wrap items-center gap-3 py-2">
              {item.isHonoured ? (
                <StatusBadge tone="gold">
                  <Local text={item.award} />
                </StatusBadge>
              ) : (
                <StatusBadge tone="neutral">
                  <Trans>Not recognised</Trans>
                </StatusBadge>
              )}
              {more?.(item)}
            </span>
          </li>
        ))}
      </ul>
      {free.length > 0 && <div>{act(chosen, () => setTicked(new Set()))}</div>}
    </div>
  );
}
