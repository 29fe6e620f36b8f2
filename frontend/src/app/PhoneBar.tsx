import { useLingui as useRuntime } from '@lingui/react';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useAccount } from '../api/session';
import { Icon } from '../ui/Icon';
import { type NavigationEntry, navigationFor, phoneNavigation } from './navigation';

const PLACE =
  'text-ink flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-center text-xs leading-tight no-underline';

/** The ways at the foot of a phone, where the thumb is. */
export function PhoneBar() {
  const { t } = useLingui();
  const { bar, more } = phoneNavigation(navigationFor(useAccount()));
  return (
    <nav
      aria-label={t`Main`}
      className="no-print bg-surface border-line sticky bottom-0 z-30 flex border-t pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {bar.map((entry) => (
        <Way key={entry.target.to} entry={entry} className={PLACE} />
      ))}
      {more.length > 0 && <More entries={more} />}
    </nav>
  );
}

function Way({ entry, className, onFollow }: { entry: NavigationEntry; className: string; onFollow?: () => void }) {
  const { i18n } = useRuntime();
  return (
    <Link
      {...entry.target}
      className={className}
      activeProps={{ className: 'font-semibold text-primary', 'aria-current': 'page' }}
      activeOptions={{ exact: entry.target.to === '/' }}
      onClick={onFollow}
    >
      <Icon name={entry.icon} size={22} />
      {i18n._(entry.label)}
    </Link>
  );
}

function More({ entries }: { entries: readonly NavigationEntry[] }) {
  const sheet = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" popoverTarget="more-ways" className={PLACE}>
        <Icon name="menu" size={22} />
        <Trans>More</Trans>
      </button>
      <div ref={sheet} id="more-ways" popover="auto" className="panel text-ink fixed inset-auto right-3 bottom-20 m-0 w-64 p-2">
        {entries.map((entry) => (
          <Way
            key={entry.target.to}
            entry={entry}
            className="text-ink flex min-h-12 items-center gap-3 rounded-md px-3 no-underline"
            onFollow={() => sheet.current?.hidePopover()}
          />
        ))}
      </div>
    </>
  );
}
