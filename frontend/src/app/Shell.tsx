import { Outlet } from '@tanstack/react-router';

/** The frame around every page. */
export function Shell() {
  return (
    <main id="main">
      <Outlet />
    </main>
  );
}
