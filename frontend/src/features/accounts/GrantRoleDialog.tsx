import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { holds, useAccount } from '../../api/session';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextAreaField } from '../../ui/TextAreaField';
import { SelectField } from '../../ui/TextField';
import { grantRole, type Person, type RoleChange, scopeCampaignsQuery, scopeUnitsQuery } from './peopleQueries';
import { roleNames } from './roleNames';
import { requestRole, TAKES_TWO } from './roleRequestQueries';

type Role = RoleChange['role'];
type ScopeKind = RoleChange['scope_kind'];

const BY_ADMIN: readonly Role[] = ['contributor', 'lead', 'manager', 'editor', 'admin'];
const BY_MANAGER: readonly Role[] = ['screener', ...TAKES_TWO];
const SHORTEST_REASON = 10;
const LONGEST_REASON = 1_000;
const REACH: Partial<Record<Role, ScopeKind>> = {
  contributor: 'unit',
  lead: 'unit',
  manager: 'everywhere',
  editor: 'everywhere',
  auditor: 'everywhere',
  admin: 'everywhere',
};

/** Gives a role, or asks for one that takes two persons, and says where it reaches. The server decides whether this person may have it. */
export function GrantRoleDialog({ person, isOpen, onClose }: { person: Person; isOpen: boolean; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const account = useAccount();
  const cache = useQueryClient();
  const granting = useMutation(grantRole(cache));
  const asking = useMutation(requestRole(cache));
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const roles = [...(holds(account, 'admin') ? BY_ADMIN : []), ...(holds(account, 'manager') ? BY_MANAGER : [])];
  const [chosen, setChosen] = useState<Role | undefined>(undefined);
  const [place, setPlace] = useState('');
  const role = chosen ?? roles[0];
  const kind: ScopeKind = (role && REACH[role]) ?? 'campaign';
  const units = useQuery({ ...scopeUnitsQuery, enabled: isOpen });
  const campaigns = useQuery({ ...scopeCampaignsQuery, enabled: isOpen });
  const places = kind === 'unit' ? (units.data ?? []) : (campaigns.data ?? []);
  const scope = places.some((one) => one.id === place) ? place : places[0]?.id;
  const takesTwo = role !== undefined && TAKES_TWO.includes(role);
  const isShort = reason.trim().length < SHORTEST_REASON;
  const close = () => {
    granting.reset();
    asking.reset();
    setReason('');
    setTried(false);
    onClose();
  };
  const give = () => {
    if (role === undefined) return;
    const scope_id = kind === 'everywhere' ? null : (scope ?? null);
    if (!takesTwo) return granting.mutate({ id: person.id, role: { role, scope_kind: kind, scope_id } }, { onSuccess: close });
    setTried(true);
    if (!isShort) asking.mutate({ account_id: person.id, role, scope_kind: kind, scope_id, reason: reason.trim() }, { onSuccess: close });
  };
  return (
    <Dialog
      isOpen={isOpen}
      title={<Trans>Give a role to {person.full_name}</Trans>}
      onClose={close}
      actions={
        <Button kind="primary" busy={granting.isPending || asking.isPending} onClick={give}>
          {takesTwo ? <Trans>Ask for this role</Trans> : <Trans>Give this role</Trans>}
        </Button>
      }
    >
      {granting.isError && <ProblemPanel problem={granting.error} />}
      {asking.isError && <ProblemPanel problem={asking.error} />}
      <SelectField
        name={`role-${person.id}`}
        label={t`Role`}
        value={role}
        onChange={(event) => setChosen(roles.find((one) => one === event.target.value))}
      >
        {roles.map((one) => (
          <option key={one} value={one}>
            {i18n._(roleNames[one])}
          </option>
        ))}
      </SelectField>
      {kind !== 'everywhere' && (
        <SelectField
          name={`scope-${person.id}`}
          label={kind === 'unit' ? t`In which unit` : t`In which call`}
          value={scope}
          onChange={(event) => setPlace(event.target.value)}
        >
          {places.map((one) => (
            <option key={one.id} value={one.id}>
              {pick(one.name, locale).text}
            </option>
          ))}
        </SelectField>
      )}
      {takesTwo && (
        <TextAreaField
          name={`reason-${person.id}`}
          label={t`Reason`}
          hint={t`This role takes two persons: an auditor reads the reason and confirms. Until then nothing changes.`}
          rows={3}
          maxLength={LONGEST_REASON}
          value={reason}
          error={isTried && isShort ? t`Please say why, in at least ten characters` : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
    </Dialog>
  );
}
