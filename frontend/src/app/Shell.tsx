import { Trans } from '@lingui/react/macro';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { UploadTray } from '../features/media/UploadTray';
import { useCurrentTitle } from '../lib/pageTitle';
import { ConfirmPassword } from './ConfirmPassword';
import { Footer } from './Footer';
import { Header } from './Header';
import { PhoneBar } from './PhoneBar';

/** The frame around every page. */
export function Shell() {
  const path = useLocation({ select: (location) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const arrivedAt = useRef(path);
  // After a click on a link nothing has the focus; give it to the new page, so that reading goes on there.
  useEffect(() => {
    if (arrivedAt.current === path) return;
    arrivedAt.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <div className="flex min-h-dvh flex-col">
      <a className="skip-link" href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      <Footer />
      <UploadTray />
      <PhoneBar />
      <ConfirmPassword />
      <Announcer />
    </div>
  );
}

/** Says the name of each page to those who cannot see that it has changed. */
function Announcer() {
  return (
    <div role="status" className="sr-text">
      {useCurrentTitle()}
    </div>
  );
}
