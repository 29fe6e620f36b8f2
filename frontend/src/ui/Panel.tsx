import type { ReactNode } from 'react';
import { classes } from './classes';

interface PanelProps {
  title?: ReactNode;
  /** Acts on what the panel shows, at the right of its title. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A sheet for one topic; with a title it is a section. */
export function Panel({ title, actions, className, children }: PanelProps) {
  if (title === undefined) return <div className={classes('panel p-5', className)}>{children}</div>;
  return (
    <section className={classes('panel p-5', className)}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A sheet that stands for one thing and leads to it. Put `className="card-link"` on its one link; cards lie in a `card-grid`. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <article className={classes('panel card', className)}>{children}</article>;
}
