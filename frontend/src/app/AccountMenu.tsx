import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { type SessionAccount, signOut } from '../api/session';
import { paths } from '../lib/paths';
import { Button, buttonClass } from '../ui/Button';
import { Icon } from '../ui/Icon';

/** Who is signed in, and what they can do about it. Escape and a press elsewhere close it. */
export function AccountMenu({ account }: { account: SessionAccount }) {
  const menu = useRef<HTMLDivElement>(null);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut(cache, 'here');
    await navigate(paths.showcase());
  };
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        className="inline-flex min-h-11 max-w-48 min-w-10 justify-center sm:ml-1 items-center gap-2 rounded-md font-semibold sm:px-2 hover:underline"
      >
        <Icon name="user" />
        <span className="truncate max-lg:sr-only">{account.full_name}</span>
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="panel text-ink fixed inset-auto top-16 right-4 m-0 w-72 p-4 [--focus:var(--link)]"
      >
        <p className="font-semibold">{account.full_name}</p>
        <p className="text-muted text-sm break-all">{account.email}</p>
        <div className="mt-3 grid gap-2">
          <Link {...paths.account()} className={buttonClass('quiet')} onClick={() => menu.current?.hidePopover()}>
            <Trans>My account</Trans>
          </Link>
          <Button onClick={() => void leave()}>
            <Trans>Sign out</Trans>
          </Button>
        </div>
      </div>
    </>
  );
}
