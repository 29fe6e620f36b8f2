import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { mayDo, useAccount } from '../../api/session';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { GrantRoleDialog } from './GrantRoleDialog';
import { endSessions, type Person, takeRoleAway } from './peopleQueries';
import { roleNames } from './roleNames';
import { useScopeName } from './useScopeName';

/** One person: name, address, roles; and what may be changed. */
export function PersonCard({ person }: { person: Person }) {
  const { t, i18n } = useLingui();
  const account = useAccount();
  const cache = useQueryClient();
  const [isGranting, setGranting] = useState(false);
  const taking = useMutation(takeRoleAway(cache));
  const ending = useMutation(endSessions);
  const scopeName = useScopeName();
  const mayGrant = mayDo(account, 'role.grant');
  return (
    <article className="panel grid gap-3 p-4 sm:grid-cols-[1fr_auto]" aria-label={person.full_name}>
      <div className="grid min-w-0 gap-2">
        <h2 className="text-[1.05rem]">{person.full_name}</h2>
        <p className="text-muted wrap-anywhere">
          {person.email}
          {person.job_title && ` · ${person.job_title}`}
        </p>
        <ul className="flex flex-wrap gap-2">
          {person.roles.map((role) => (
            <li key={`${role.role}-${role.scope_id}`} className="flex min-w-0 items-center">
              <Badge tone="info">
                {i18n._(roleNames[role.role])}
                {role.scope_id && ` · ${scopeName(role.scope_id)}`}
              </Badge>
              {mayGrant && (
                <IconButton
                  icon="close"
                  label={t`Take away: ${i18n._(roleNames[role.role])}`}
                  busy={taking.isPending}
                  onClick={() => taking.mutate({ id: person.id, role })}
                />
              )}
            </li>
          ))}
          {person.disabled && (
            <li>
              <Badge tone="bad">
                <Trans>Disabled</Trans>
              </Badge>
            </li>
          )}
        </ul>
        {taking.isError && <ProblemPanel problem={taking.error} />}
        {ending.isError && <ProblemPanel problem={ending.error} />}
        {ending.isSuccess && (
          <Notice tone="ok" live>
            <Trans>All sessions of this person have ended.</Trans>
          </Notice>
        )}
      </div>
      <div className="flex flex-wrap items-start gap-2">
        {mayGrant && (
          <Button onClick={() => setGranting(true)}>
            <Trans>Give a role</Trans>
          </Button>
        )}
        {mayDo(account, 'sessions.end_others') && (
          <Button busy={ending.isPending} onClick={() => ending.mutate(person.id)}>
            <Trans>End sessions</Trans>
          </Button>
        )}
      </div>
      <GrantRoleDialog person={person} isOpen={isGranting} onClose={() => setGranting(false)} />
    </article>
  );
}
