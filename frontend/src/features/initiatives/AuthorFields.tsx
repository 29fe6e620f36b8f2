import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/TextField';
import { type AuthorRow, readShare } from './shares';

interface AuthorFieldsProps {
  row: AuthorRow;
  index: number;
  errorOf: (field: string) => string | undefined;
  onChange: (row: AuthorRow) => void;
  onRemove?: () => void;
}

/** One author. Who has an account is named by it; others by address, or by name alone. */
export function AuthorFields({ row, index, errorOf, onChange, onRemove }: AuthorFieldsProps) {
  const { t } = useLingui();
  const number = index + 1;
  const name = row.fullName || t`author ${number}`;
  const shareError =
    row.share !== '' && readShare(row.share) === null ? t`Please write a share between 0 and 100, such as 33,33` : undefined;
  return (
    <li className="border-line grid gap-4 rounded-[10px] border p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">{row.accountId ? row.fullName : <Trans>Author {number}</Trans>}</h2>
        {onRemove && (
          <Button kind="danger" icon="trash" aria-label={t`Remove ${name}`} onClick={onRemove}>
            <Trans>Remove</Trans>
          </Button>
        )}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {!row.accountId && (
          <>
            <TextField
              name={`authors.${index}.email`}
              type="email"
              label={t`E-mail address`}
              hint={t`If they have an account here, they are found by it.`}
              optional
              error={errorOf('email')}
              value={row.email}
              onChange={(event) => onChange({ ...row, email: event.target.value })}
            />
            <TextField
              name={`authors.${index}.full_name`}
              label={t`Full name`}
              hint={t`For those without an account.`}
              optional
              maxLength={120}
              error={errorOf('full_name')}
              value={row.fullName}
              onChange={(event) => onChange({ ...row, fullName: event.target.value })}
            />
          </>
        )}
        <TextField
          name={`authors.${index}.job_title`}
          label={t`Job title`}
          optional
          maxLength={120}
          value={row.jobTitle}
          onChange={(event) => onChange({ ...row, jobTitle: event.target.value })}
        />
        <TextField
          name={`authors.${index}.share`}
          label={t`Share in percent`}
          inputMode="decimal"
          autoComplete="off"
          error={shareError ?? errorOf('share_hundredths')}
          value={row.share}
          onChange={(event) => onChange({ ...row, share: event.target.value })}
        />
      </div>
    </li>
  );
}
