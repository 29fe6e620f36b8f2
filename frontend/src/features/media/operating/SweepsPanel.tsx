import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Loaded } from '../../../api/Loaded';
import { ProblemPanel } from '../../../api/ProblemPanel';
import { Button } from '../../../ui/Button';
import { EmptyState } from '../../../ui/EmptyState';
import { Panel } from '../../../ui/Panel';
import { askForSweep, sweepsQuery } from './operatingQueries';
import { SweepSheet } from './SweepSheet';

/** What the nightly checks of the store found and mended; one can be had at once. */
export function SweepsPanel() {
  const { t } = useLingui();
  const reports = useQuery(sweepsQuery);
  const asking = useMutation(askForSweep(useQueryClient()));
  const isUnderWay = reports.data?.some((report) => report.ended_at === null) ?? false;
  const isAsked = (isDry: boolean) => asking.isPending && asking.variables === isDry;
  return (
    <Panel
      title={<Trans>Checks of the file store</Trans>}
      actions={
        <div className="flex flex-wrap gap-3">
          <Button busy={isAsked(true)} disabled={isUnderWay} onClick={() => asking.mutate(true)}>
            <Trans>Check only</Trans>
          </Button>
          <Button kind="primary" busy={isAsked(false)} disabled={isUnderWay} onClick={() => asking.mutate(false)}>
            <Trans>Check and mend now</Trans>
          </Button>
        </div>
      }
    >
      <div className="grid gap-4">
        <p className="text-muted max-w-[68ch]">
          <Trans>
            Every night the store is compared with the database, both ways. What a crash may have left behind is removed or made again;
            nothing younger than a day is touched.
          </Trans>
        </p>
        {asking.isError && <ProblemPanel problem={asking.error} />}
        <Loaded query={reports}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState title={t`No check has run yet`}>
                <Trans>The first one comes by itself tonight.</Trans>
              </EmptyState>
            ) : (
              <ul aria-label={t`Reports, latest first`} className="grid gap-3">
                {found.map((report, index) => (
                  <li key={report.id}>
                    <SweepSheet report={report} isOpen={index === 0} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Panel>
  );
}
