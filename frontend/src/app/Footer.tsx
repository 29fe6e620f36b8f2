import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { paths } from '../lib/paths';
import { Icon } from '../ui/Icon';

/** The foot of every page; help is at the same place on each. */
export function Footer() {
  return (
    <footer className="no-print border-line mt-8 border-t">
      <div className="text-muted mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-8 gap-y-2 px-4 py-5 text-[0.94rem] sm:px-6">
        <p>
          <Trans>Exemplar: good practice, judged fairly and shared.</Trans>
        </p>
        <Link {...paths.help()} className="inline-flex min-h-11 items-center gap-2">
          <Icon name="help" />
          <Trans>Help</Trans>
        </Link>
      </div>
    </footer>
  );
}
