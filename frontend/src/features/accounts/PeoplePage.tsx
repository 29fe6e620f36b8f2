import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { mayDo, useAccount } from '../../api/session';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { NewPersonDialog } from './NewPersonDialog';
import { PersonCard } from './PersonCard';
import { peopleQuery } from './peopleQueries';
import { RoleRequests } from './RoleRequests';

/** Who has an account, and what they are here to do. */
export function PeoplePage() {
  const { t } = useLingui();
  const account = useAccount();
  const [words, setWords] = useState('');
  const [isAdding, setAdding] = useState(false);
  const people = useQuery({ ...peopleQuery(useDeferredValue(words.trim())), placeholderData: keepPreviousData });
  return (
    <Page>
      <PageHeading
        title={t`People`}
        lead={t`A change of roles ends the person’s sessions: they sign in again with the new roles.`}
        actions={
          mayDo(account, 'account.create') && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              <Trans>Add a person</Trans>
            </Button>
          )
        }
      />
      <div className="grid grid-cols-1 gap-5">
        <RoleRequests />
        <search className="max-w-xl">
          <TextField
            name="people"
            type="search"
            label={t`Find people`}
            hint={t`Name or e-mail address`}
            optional={false}
            autoComplete="off"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </search>
        {people.isError && <ProblemPanel problem={people.error} onRetry={() => void people.refetch()} />}
        {people.isPending && <Skeleton lines={6} />}
        {people.data?.length === 0 && <EmptyState title={t`Nobody matches`} />}
        <ul className="grid gap-3">
          {people.data?.map((person) => (
            <li key={person.id}>
              <PersonCard person={person} />
            </li>
          ))}
        </ul>
      </div>
      <NewPersonDialog isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}
