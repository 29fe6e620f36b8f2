import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../api/Loaded';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { decisionsQuery } from './queries';
import { Released } from './Released';
import { ToPropose } from './ToPropose';
import { ToRelease } from './ToRelease';

/** From counted votes to certificates: proposed by one person, released by another. */
export function AwardsPage() {
  const { t } = useLingui();
  const query = useQuery(decisionsQuery);
  return (
    <Page>
      <PageHeading
        title={t`Decisions and certificates`}
        lead={<Trans>One person proposes what the council has decided, another releases it.</Trans>}
      />
      <div className="grid gap-6">
        <ToPropose />
        <Loaded query={query}>
          {(decisions) => (
            <>
              <ToRelease decisions={decisions.filter((decision) => decision.state === 'proposed')} />
              <section className="grid gap-3">
                <h2>
                  <Trans>Released</Trans>
                </h2>
                <Released decisions={decisions.filter((decision) => decision.state === 'released')} />
              </section>
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
