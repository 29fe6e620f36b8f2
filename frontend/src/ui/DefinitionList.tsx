import type { ReactNode } from 'react';

/** One term and what it is; `action` stands at the right, such as a link to change it. */
export interface Definition {
  key: string;
  term: ReactNode;
  value: ReactNode;
  action?: ReactNode;
}

/** Names and values, side by side where there is room. */
export function DefinitionList({ items }: { items: readonly Definition[] }) {
  return (
    <dl className="divide-line divide-y">
      {items.map((item) => (
        <div key={item.key} className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[13rem_1fr_auto]">
          <dt className="font-semibold">{item.term}</dt>
          <dd className="min-w-0 break-words whitespace-pre-line">{item.value}</dd>
          {item.action !== undefined && <dd>{item.action}</dd>}
        </div>
      ))}
    </dl>
  );
}
