import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ProblemPanel } from '../../../api/ProblemPanel';
import { ApiProblem } from '../../../api/problem';
import { mayDo, useAccount } from '../../../api/session';
import { Page } from '../../../ui/Page';
import { PageHeading } from '../../../ui/PageHeading';
import { Tabs } from '../../../ui/Tabs';
import { ConditionsPanel } from './ConditionsPanel';
import { FailedPanel } from './FailedPanel';
import { JobsPanel } from './JobsPanel';
import { failedJobsQuery, failedQuery } from './operatingQueries';
import { QuotasPanel } from './QuotasPanel';
import { SweepsPanel } from './SweepsPanel';
import { UsePanel } from './UsePanel';
import { WorkPanel } from './WorkPanel';

/** For whoever runs the installation: whether all is well, what needs a hand, how much room there is. */
export function OperationsPage() {
  const { t } = useLingui();
  const account = useAccount();
  return (
    <Page>
      <PageHeading
        title={t`Operations`}
        lead={t`How the installation is, and what needs a hand. You see what work it is, not what is in the files.`}
      />
      {account === undefined ? null : mayDo(account, 'operations.manage') ? (
        <Sections />
      ) : (
        <ProblemPanel problem={new ApiProblem(403, 'not_allowed')} />
      )}
    </Page>
  );
}

function Sections() {
  const { t } = useLingui();
  const { tab = 'state' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const tabs = [
    { key: 'state', label: <Trans>State</Trans>, content: <State /> },
    {
      key: 'files',
      label: <GivenUpLabel />,
      content: <GivenUp />,
    },
    { key: 'room', label: <Trans>Room</Trans>, content: <Room /> },
    { key: 'checks', label: <Trans>Checks</Trans>, content: <SweepsPanel /> },
  ];
  return (
    <Tabs
      label={t`Parts of this page`}
      tabs={tabs}
      selected={tabs.some((one) => one.key === tab) ? tab : 'state'}
      onSelect={(key) => void navigate({ to: '/operations', search: { tab: key }, replace: true })}
    />
  );
}

/** How much was given up: what is shown so far, and whether that is all. */
function GivenUpLabel() {
  const files = useQuery(failedQuery).data?.length ?? 0;
  const jobs = useInfiniteQuery(failedJobsQuery);
  const failed = files + (jobs.data?.pages.flatMap((page) => page.items).length ?? 0);
  if (failed === 0) return <Trans>Given up</Trans>;
  return jobs.hasNextPage ? <Trans>Given up ({failed} and more)</Trans> : <Trans>Given up ({failed})</Trans>;
}

function State() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <ConditionsPanel />
      <WorkPanel />
    </div>
  );
}

function GivenUp() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <FailedPanel />
      <JobsPanel />
    </div>
  );
}

function Room() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <UsePanel />
      <QuotasPanel />
    </div>
  );
}
