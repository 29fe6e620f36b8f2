import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { RadioGroup } from '../../ui/Choices';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { ChangesView } from './ChangesView';
import { changesQuery, type Initiative, initiativeQuery } from './queries';

/** What was handed in, time by time, and what changed in between. */
export function RevisionsPage() {
  const { t } = useLingui();
  const { initiativeId = '' } = useParams({ strict: false });
  const query = useQuery(initiativeQuery(initiativeId));
  return (
    <Page width="form">
      <Loaded query={query}>
        {(initiative) => (
          <>
            <PageHeading
              title={t`Revisions and changes`}
              lead={initiative.title}
              above={
                <Link {...paths.initiative(initiative.id)}>
                  ← <Trans>Back to the initiative</Trans>
                </Link>
              }
            />
            {initiative.revisions.length === 0 ? (
              <EmptyState title={t`It has not been handed in yet`} />
            ) : (
              <Revisions initiative={initiative} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Revisions({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const newest = initiative.revisions.at(-1)?.number ?? 1;
  const [chosen, setChosen] = useState(newest);
  return (
    <div className="grid gap-6">
      <Panel>
        <RadioGroup
          name="revision"
          label={t`Revision`}
          value={String(chosen)}
          onChange={(event) => setChosen(Number(event.target.value))}
          options={initiative.revisions.map((revision) => ({
            value: String(revision.number),
            label: <Trans>Revision {revision.number}</Trans>,
            hint: (
              <>
                <DateTime value={revision.submitted_at} style="datetime" /> · {revision.submitter} · {revision.receipt}
              </>
            ),
          }))}
        />
      </Panel>
      {chosen > 1 ? (
        <Changes initiative={initiative} number={chosen} />
      ) : (
        <p className="text-muted">
          <Trans>This is the first revision, so there is nothing before it to compare with.</Trans>
        </p>
      )}
    </div>
  );
}

function Changes({ initiative, number }: { initiative: Initiative; number: number }) {
  const query = useQuery(changesQuery(initiative.id, number));
  return <Loaded query={query}>{(changes) => <ChangesView changes={changes} form={initiative.form} />}</Loaded>;
}
