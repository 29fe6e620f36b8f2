import { Trans } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Local } from '../../ui/Local';
import type { Author } from './queries';

/** The authors with their shares; who has an account and has not agreed yet is said. */
export function AuthorList({ authors }: { authors: readonly Author[] }) {
  const locale = useLocale();
  return (
    <ul className="divide-line divide-y">
      {authors.map((author) => (
        <li key={author.account_id ?? author.full_name} className="flex flex-wrap justify-between gap-x-4 py-3">
          <span>
            <strong>{author.full_name}</strong>
            <span className="text-muted block">
              {author.job_title}
              {author.job_title && author.unit_name && ' · '}
              {author.unit_name && <Local text={author.unit_name} />}
            </span>
          </span>
          <span className="ms-auto text-end tabular-nums">
            {formatHundredths(author.share_hundredths, locale)} %
            {author.account_id !== null && (
              <span className="text-muted block text-sm">
                {author.confirmed_at ? <Trans>share confirmed</Trans> : <Trans>share not yet confirmed</Trans>}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
