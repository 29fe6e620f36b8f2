import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useProblemTexts } from '../../api/problems';
import { paths } from '../../lib/paths';
import { Button, IconButton } from '../../ui/Button';
import { Checkbox } from '../../ui/Choices';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { SelectField, TextField } from '../../ui/TextField';
import { type Council, findPeopleQuery, type Office, prepareSession, setup, useSetup } from './queries';
import { SessionDialog } from './SessionDialog';
import { officeNames } from './words';

const OFFICES: readonly Office[] = ['chair', 'vice_chair', 'secretary', 'member'];

/** A council: who sits on it, and a way to prepare its next meeting. */
export function CouncilPanel({ council }: { council: Council }) {
  const { i18n, t } = useLingui();
  const change = useSetup(council.campaign_id);
  const texts = useProblemTexts();
  const mayAppoint = council.open_actions.includes('appoint');
  return (
    <Panel
      title={<Local text={council.name} />}
      actions={council.open_actions.includes('prepare_session') && <NewSession council={council} />}
    >
      {change.isError && <Notice tone="bad" live title={texts.of(change.error)} />}
      <p className="text-muted">
        <Trans>Votes on this council: {council.voting_seats}</Trans>
      </p>
      <ul className="divide-line divide-y">
        {council.members.map((member) => (
          <li key={member.account_id} className="flex min-h-12 items-center justify-between gap-3 py-1">
            <span className="min-w-0">
              <strong className="me-2">{member.full_name}</strong>
              <span className="text-muted inline-block">
                {i18n._(officeNames[member.office])}
                {!member.votes && (
                  <>
                    {' '}
                    · <Trans>no vote of their own</Trans>
                  </>
                )}
              </span>
            </span>
            {mayAppoint && (
              <IconButton
                icon="trash"
                label={t`Take ${member.full_name} off the council`}
                onClick={() => change.mutate(() => setup.dismiss(council.id, member.account_id))}
              />
            )}
          </li>
        ))}
      </ul>
      {mayAppoint && <Appoint council={council} />}
    </Panel>
  );
}

function Appoint({ council }: { council: Council }) {
  const { i18n, t } = useLingui();
  const [words, setWords] = useState('');
  const [office, setOffice] = useState<Office>('member');
  const [votes, setVotes] = useState(true);
  const people = useQuery(findPeopleQuery(useDeferredValue(words.trim())));
  const change = useSetup(council.campaign_id);
  const texts = useProblemTexts();
  const seated = council.members.map((member) => member.account_id);
  const found = words.trim().length > 1 ? (people.data ?? []).filter((person) => !person.disabled && !seated.includes(person.id)) : [];
  const seat = (accountId: string) =>
    change.mutate(() => setup.appoint(council.id, accountId, office, votes), { onSuccess: () => setWords('') });
  return (
    <section className="border-line mt-4 grid gap-4 border-t pt-4">
      <h3>
        <Trans>Seat somebody</Trans>
      </h3>
      {change.isError && <Notice tone="bad" live title={texts.of(change.error)} />}
      <div className="flex flex-wrap items-end gap-4">
        <SelectField
          name={`office-${council.id}`}
          label={t`Office`}
          value={office}
          onChange={(event) => {
            const chosen = OFFICES.find((one) => one === event.target.value) ?? 'member';
            setOffice(chosen);
            setVotes(chosen !== 'secretary');
          }}
        >
          {OFFICES.map((one) => (
            <option key={one} value={one}>
              {i18n._(officeNames[one])}
            </option>
          ))}
        </SelectField>
        <Checkbox
          name={`votes-${council.id}`}
          label={t`Has a vote`}
          hint={t`Without one: a secretary who is not a member, or a reserve`}
          checked={votes}
          onChange={(event) => setVotes(event.target.checked)}
        />
      </div>
      <TextField
        name={`person-${council.id}`}
        type="search"
        label={t`Find a person to seat`}
        hint={t`Name or e-mail address, at least two letters`}
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <p role="status" className="text-muted">
        {words.trim().length > 1 && people.isSuccess && found.length === 0 && <Trans>Nobody found who is not seated already.</Trans>}
      </p>
      <ul className="grid gap-2">
        {found.map((person) => (
          <li key={person.id}>
            <Button icon="plus" busy={change.isPending} onClick={() => seat(person.id)}>
              {person.full_name} · {person.email}
            </Button>
          </li>
        ))}
      </ul>
      <p className="text-muted">
        <Trans>
          Only people who hold the role for their office in this call can be seated. A manager asks for it under People, and an auditor
          confirms.
        </Trans>
      </p>
    </section>
  );
}

function NewSession({ council }: { council: Council }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const prepare = async (fields: Schemas['CouncilSessionFields']) => {
    const session = await prepareSession(council.id, fields);
    await cache.invalidateQueries({ queryKey: ['council-sessions'] });
    await navigate(paths.councilSession(session.id));
  };
  return (
    <>
      <Button kind="primary" icon="plus" onClick={() => setOpen(true)}>
        <Trans>Prepare a meeting</Trans>
      </Button>
      {isOpen && (
        <SessionDialog
          title={<Trans>Prepare a meeting</Trans>}
          act={<Trans>Prepare it</Trans>}
          onSave={prepare}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
