import type { ReactNode } from 'react';

/** What stands where nothing is yet: a kind sentence, and the act that comes next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <span aria-hidden="true" className="star-mark" />
      <p className="font-display text-xl font-semibold">{title}</p>
      {children !== undefined && <div className="text-muted max-w-[52ch]">{children}</div>}
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
