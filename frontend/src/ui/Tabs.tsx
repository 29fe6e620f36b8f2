import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';

/** One tab: its key, its word, and what it shows. */
export interface Tab {
  key: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  /** Says what the tabs choose between. */
  label: string;
  tabs: readonly Tab[];
  selected: string;
  onSelect: (key: string) => void;
}

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowRight: (index, last) => (index === last ? 0 : index + 1),
  ArrowLeft: (index, last) => (index === 0 ? last : index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Several views of one thing in one place. Arrows move between tabs; keep the selected key in the address where a link to it makes sense. */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${selected}`)}`);
    tab?.scrollIntoView?.({ inline: 'nearest', block: 'nearest' });
  }, [id, selected]);
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const from = tabs.findIndex((tab) => tab.key === selected);
    const target = step && tabs[step(from, tabs.length - 1)];
    if (!target) return;
    event.preventDefault();
    onSelect(target.key);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${target.key}`)}`)?.focus();
  };
  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} className="border-line mb-4 flex overflow-x-auto border-b" onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={tab.key === selected}
            aria-controls={tab.key === selected ? `${id}-panel` : undefined}
            tabIndex={tab.key === selected ? 0 : -1}
            onClick={() => onSelect(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${selected}`}>
        {tabs.find((tab) => tab.key === selected)?.content}
      </div>
    </div>
  );
}
