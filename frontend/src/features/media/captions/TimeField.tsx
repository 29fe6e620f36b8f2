import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useId, useState } from 'react';
import { classes } from '../../../ui/classes';
import { NUDGE_MS } from './cues';
import { parseTime, showTime } from './times';

interface TimeFieldProps {
  label: string;
  value: number;
  onChange: (ms: number) => void;
}

const SECOND = 1_000;

/** A moment that can be typed in many forms, or moved with the arrows. What cannot be read stays, with a word about it. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isUnread = typed !== null && parseTime(typed) === null;
  const commit = () => {
    if (typed === null) return;
    const ms = parseTime(typed);
    if (ms === null) return;
    setTyped(null);
    if (ms !== value) onChange(ms);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') setTyped(null);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const from = typed === null ? value : (parseTime(typed) ?? value);
      setTyped(null);
      onChange(from + (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? SECOND : NUDGE_MS));
    } else return;
    event.preventDefault();
  };
  return (
    <span className="inline-grid">
      <input
        type="text"
        autoComplete="off"
        aria-label={label}
        aria-invalid={isUnread || undefined}
        aria-describedby={isUnread ? id : undefined}
        className={classes('control w-[6.6rem] px-1 text-center tabular-nums sm:w-[7.6rem]', isUnread && 'border-bad')}
        value={typed ?? showTime(value)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {isUnread && (
        <span id={id} role="alert" className="text-bad max-w-[10rem] text-sm font-semibold">
          {t`Write a time such as 1:02.5`}
        </span>
      )}
    </span>
  );
}
