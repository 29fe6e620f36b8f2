import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { BarButton } from './BarButton';
import type { PlayerIconName } from './PlayerIcon';

interface MenuProps {
  icon: PlayerIconName;
  label: string;
  isOn?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A button of the bar and what it opens above itself. Escape, or a press elsewhere, closes it. */
export function Menu({ icon, label, isOn = false, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    const element = box.current;
    element?.addEventListener('keydown', onEscape);
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      element?.removeEventListener('keydown', onEscape);
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  return (
    <div ref={box}>
      <BarButton
        icon={icon}
        label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className={isOn ? 'player-on' : ''}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <div id={id} className="player-menu">
          {children(close)}
        </div>
      )}
    </div>
  );
}

interface ChipsProps<Value extends string> {
  legend: ReactNode;
  name: string;
  value: Value;
  choices: readonly { value: Value; label: ReactNode }[];
  onChoose: (value: Value) => void;
}

/** One choice of a few, side by side. */
export function Chips<Value extends string>({ legend, name, value, choices, onChoose }: ChipsProps<Value>) {
  return (
    <fieldset>
      <legend className="text-muted mb-1 text-[0.9rem] font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {choices.map((choice) => (
          <label key={choice.value} className="player-chip">
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChoose(choice.value)} />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
