import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { holds, useAccount } from '../../api/session';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { SelectField } from '../../ui/TextField';
import { grantRole, type Person, type RoleChange, scopeCampaignsQuery, scopeUnitsQuery } from './peopleQueries';
import { roleNames } from './roleNames';

type Role = RoleChange['role'];
type ScopeKind = RoleChange['scope_kind'];

const BY_ADMIN: readonly Role[] = ['contributor', 'lead', 'manager', 'editor', 'auditor', 'admin'];
const BY_MANAGER: readonly Role[] = ['screener', 'juror', 'member', 'secretary', 'chair'];
const REACH: Partial<Record<Role, ScopeKind>> = {
  contributor: 'unit',
  lead: 'unit',
  manager: 'everywhere',
  editor: 'everywhere',
  auditor: 'everywhere',
  admin: 'everywhere',
};

/** Gives a role, and says where it reaches. The server decides whether this person may have it. */
export function GrantRoleDialog({ person, isOpen, onClose }: { person: Person; isOpen: boolean; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const account = useAccount();
  const granting = useMutation(grantRole(useQueryClient()));
  const roles = [...(holds(account, 'admin') ? BY_ADMIN : []), ...(holds(account, 'manager') ? BY_MANAGER : [])];
  const [chosen, setChosen] = useState<Role | undefined>(undefined);
  const [place, setPlace] = useState('');
  const role = chosen ?? roles[0];
  const kind: ScopeKind = (role && REACH[role]) ?? 'campaign';
  const units = useQuery({ ...scopeUnitsQuery, enabled: isOpen });
  const campaigns = useQuery({ ...scopeCampaignsQuery, enabled: isOpen });
  const places = kind === 'unit' ? (units.data ?? []) : (campaigns.data ?? []);
  const scope = places.some((one) => one.id === place) ? place : places[0]?.id;
  const close = () => {
    granting.reset();
    onClose();
  };
  const give = () => {
    if (role === undefined) return;
    const scope_id = kind === 'everywhere' ? null : (scope ?? null);
    granting.mutate({ id: person.id, role: { role, scope_kind: kind, scope_id } }, { onSuccess: close });
  };
  return (
    <Dialog
      isOpen={isOpen}
      title={<Trans>Give a role to {person.full_name}</Trans>}
      onClose={close}
      actions={
        <Button kind="primary" busy={granting.isPending} onClick={give}>
          <Trans>Give this role</Trans>
        </Button>
      }
    >
      {granting.isError && <ProblemPanel problem={granting.error} />}
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
    </Dialog>
  );
}
