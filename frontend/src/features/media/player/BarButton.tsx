import type { ComponentProps } from 'react';
import { PlayerIcon, type PlayerIconName } from './PlayerIcon';

interface BarButtonProps extends ComponentProps<'button'> {
  icon: PlayerIconName;
  /** Its name. */
  label: string;
  /** The key that does the same, shown to those who point at it. */
  shortcut?: string;
}

/** A button of a player's bar. */
export function BarButton({ icon, label, shortcut, className = '', ...rest }: BarButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={`btn-icon shrink-0 ${className}`}
    >
      <PlayerIcon name={icon} />
    </button>
  );
}
