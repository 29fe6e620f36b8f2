import { useId } from 'react';

/** How far something is, in words and as a bar. */
export function Progress({ label, value, max, text }: { label: string; value: number; max: number; text: string }) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap justify-between gap-x-4 text-[0.94rem]">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <span className="text-muted tabular-nums">{text}</span>
      </div>
      <progress id={id} className="progress" value={value} max={max}>
        {text}
      </progress>
    </div>
  );
}
