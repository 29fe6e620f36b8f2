import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { mayDo, useAccount } from '../../api/session';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Panel } from '../../ui/Panel';
import { DeclineDialog, DeclineWord, LapsesNote, RequestBadge, RequestStory } from '../../ui/SecondPerson';
import { roleNames } from './roleNames';
import { confirmRole, declineRole, type RoleRequest, roleRequestsQuery } from './roleRequestQueries';
import { useScopeName } from './useScopeName';

/** Roles that a manager asked for and an auditor confirms: what waits, then what was answered. */
export function RoleRequests() {
  const account = useAccount();
  const sees = mayDo(account, 'role.request') || mayDo(account, 'role.confirm');
  const requests = useQuery({ ...roleRequestsQuery, enabled: sees });
  if (!sees || !requests.data || requests.data.length === 0) return null;
  const waiting = requests.data.filter((request) => request.state === 'requested');
  const settled = requests.data.filter((request) => request.state !== 'requested');
  return (
    <Panel title={<Trans>Roles that were asked for</Trans>}>
      {waiting.length === 0 ? (
        <p className="text-muted">
          <Trans>No request waits for an answer.</Trans>
        </p>
      ) : (
        <ul className="divide-line -my-2 divide-y">
          {waiting.map((request) => (
            <li key={request.id} className="py-4">
              <Waiting request={request} />
            </li>
          ))}
        </ul>
      )}
      {settled.length > 0 && <Settled requests={settled} />}
    </Panel>
  );
}

function Waiting({ request }: { request: RoleRequest }) {
  const cache = useQueryClient();
  const confirming = useMutation(confirmRole(cache));
  const [isDeclining, setDeclining] = useState(false);
  return (
    <div className="grid gap-2">
      <Heading request={request} />
      <p>“{request.reason}”</p>
      <p className="text-muted text-[0.94rem]">
        <Trans>
          Asked by {request.requested_by}, <DateTime value={request.requested_at} style="datetime" />
        </Trans>
        . {request.is_own && <Trans>An auditor has to confirm it.</Trans>} <LapsesNote at={request.lapses_at} />
      </p>
      {confirming.isError && <ProblemPanel problem={confirming.error} />}
      <div className="flex flex-wrap gap-3">
        {request.open_actions.includes('confirm') && (
          <Button icon="check" busy={confirming.isPending} onClick={() => confirming.mutate(request.id)}>
            <Trans>Confirm this role</Trans>
          </Button>
        )}
        {request.open_actions.includes('decline') && (
          <Button onClick={() => setDeclining(true)}>
            <DeclineWord isOwn={request.is_own} />
          </Button>
        )}
      </div>
      {isDeclining && <DeclineRole request={request} onClose={() => setDeclining(false)} />}
    </div>
  );
}

function Heading({ request }: { request: RoleRequest }) {
  const { i18n } = useLingui();
  const scopeName = useScopeName();
  return (
    <p>
      <strong>{request.person.full_name}</strong> → {i18n._(roleNames[request.role])}
      {request.scope_id !== null && <span className="text-muted"> · {scopeName(request.scope_id)}</span>}
    </p>
  );
}

function DeclineRole({ request, onClose }: { request: RoleRequest; onClose: () => void }) {
  const declining = useMutation(declineRole(useQueryClient()));
  return (
    <DeclineDialog
      isOwn={request.is_own}
      question={<Trans>Decline this role?</Trans>}
      isBusy={declining.isPending}
      problem={declining.isError && <ProblemPanel problem={declining.error} />}
      onDecline={(answer) => declining.mutate({ id: request.id, answer }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Heading request={request} />
    </DeclineDialog>
  );
}

function Settled({ requests }: { requests: readonly RoleRequest[] }) {
  return (
    <details className="mt-4">
      <summary className="min-h-11 cursor-pointer content-center font-semibold">
        <Trans>Answered: {requests.length}</Trans>
      </summary>
      <ul className="divide-line divide-y">
        {requests.map((request) => (
          <li key={request.id} className="grid justify-items-start gap-1 py-3">
            <Heading request={request} />
            <RequestBadge state={request.state} />
            <RequestStory request={request} />
          </li>
        ))}
      </ul>
    </details>
  );
}
