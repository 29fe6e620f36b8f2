import type { ComponentProps } from 'react';
import { classes } from './classes';
import { Icon, type IconName } from './Icon';

/** `primary`: the one act the screen is for. `quiet`: the others. `danger`: takes something away. `plain`: looks like a link. */
export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'plain';

/** Class names of a button, for router links that are one to the eye: `<Link className={buttonClass('primary')}>`. */
export function buttonClass(kind: ButtonKind = 'quiet', extra?: string): string {
  return classes('btn', `btn-${kind}`, extra);
}

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind;
  icon?: IconName;
  /** The act is under way: the button keeps its width and its focus, and does nothing more. */
  busy?: boolean;
}

/** A button. It submits a form only when asked to with `type="submit"`. */
export function Button({ kind = 'quiet', icon, busy = false, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      aria-disabled={busy || undefined}
      className={buttonClass(kind, className)}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <span aria-hidden="true" className="spinner" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A square button with only a drawing to see; `label` is its name. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: Omit<ButtonProps, 'kind' | 'children'> & { icon: IconName; label: string }) {
  return (
    <button type="button" {...rest} aria-label={label} title={label} className={classes('btn-icon', className)}>
      <Icon name={icon} size={20} />
    </button>
  );
}
