import type { ReactNode } from 'react';
import { usePageTitle } from '../lib/pageTitle';

interface PageHeadingProps {
  title: string;
  /** One or two sentences on what the page is for. */
  lead?: ReactNode;
  /** A small line above the title: a way back, or what this is part of. */
  above?: ReactNode;
  /** The acts of the page; one of them primary at most. */
  actions?: ReactNode;
}

/** The only `h1` of a page. It also names the browser's tab and what the screen reader says on arrival. */
export function PageHeading({ title, lead, above, actions }: PageHeadingProps) {
  usePageTitle(title);
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="min-w-0 max-w-4xl">
        {above !== undefined && (
          <div className="mb-1 text-sm [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a]:gap-1 -mt-3">{above}</div>
        )}
        <h1>{title}</h1>
        {lead !== undefined && <div className="text-muted mt-2 max-w-[68ch] text-lg">{lead}</div>}
      </div>
      {actions !== undefined && <div className="no-print flex flex-wrap gap-3">{actions}</div>}
    </header>
  );
}
