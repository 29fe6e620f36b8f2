import { useLingui as useRuntime } from '@lingui/react';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useLocation } from '@tanstack/react-router';
import { useAccount } from '../api/session';
import { paths } from '../lib/paths';
import { Icon } from '../ui/Icon';
import { AccountMenu } from './AccountMenu';
import { LanguageButtons } from './LanguageButtons';
import { navigationFor } from './navigation';
import { ThemeButton } from './ThemeButton';

/** The lacquer bar: name, ways, language, light, and the person. */
export function Header() {
  const { t } = useLingui();
  const account = useAccount();
  return (
    <header className="no-print bg-brand text-on-brand border-gold border-b-[3px] [--focus:var(--gold)]">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-2 px-4 py-1.5 md:gap-x-5 sm:px-6">
        <Link
          {...paths.showcase()}
          className="text-on-brand font-display flex min-h-11 items-center gap-2 text-lg font-semibold sm:gap-2.5 sm:text-xl no-underline"
        >
          <img src="/assets/favicon.svg" alt="" width="34" height="34" className="size-7 sm:size-8" />
          Exemplar
        </Link>
        <nav aria-label={t`Main`} className="hidden flex-1 flex-wrap lg:flex">
          <Ways />
        </nav>
        <div className="ml-auto flex items-center">
          <LanguageButtons />
          <ThemeButton />
          {account === null && <SignInLink />}
          {account && <AccountMenu account={account} />}
        </div>
      </div>
    </header>
  );
}

function Ways() {
  const { i18n } = useRuntime();
  return navigationFor(useAccount()).map((entry) => (
    <Link
      key={entry.target.to}
      {...entry.target}
      className="text-on-brand inline-flex min-h-11 items-center rounded-md px-3 no-underline hover:underline"
      activeProps={{ className: 'font-semibold underline decoration-2 decoration-gold', 'aria-current': 'page' }}
      activeOptions={{ exact: entry.target.to === '/' }}
    >
      {i18n._(entry.label)}
    </Link>
  ));
}

function SignInLink() {
  const here = useLocation({ select: (location) => location.href });
  const isThere = useLocation({ select: (location) => location.pathname === paths.signIn().to });
  if (isThere) return null;
  return (
    <Link
      {...paths.signIn()}
      search={{ next: here }}
      className="text-on-brand ml-1 inline-flex min-h-11 items-center gap-2 rounded-md px-2 font-semibold no-underline hover:underline"
    >
      <Icon name="user" />
      <span className="max-sm:sr-only">
        <Trans>Sign in</Trans>
      </span>
    </Link>
  );
}
