import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { Button, buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { DefinitionList } from '../../ui/DefinitionList';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { NextStages } from './NextStages';
import { type Initiative, initiativeQuery } from './queries';

/** What was handed in and when, to print or to keep. */
export function ReceiptPage() {
  const { initiativeId = '' } = useParams({ strict: false });
  const query = useQuery(initiativeQuery(initiativeId));
  return (
    <Page width="text">
      <Loaded query={query}>{(initiative) => <Receipt initiative={initiative} />}</Loaded>
    </Page>
  );
}

function Receipt({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const revision = initiative.revisions.at(-1);
  if (!revision) {
    return (
      <>
        <PageHeading title={t`Receipt`} />
        <EmptyState
          title={t`It has not been handed in yet`}
          action={
            <Link {...paths.initiativeEdit(initiative.id)} className={buttonClass('primary')}>
              <Trans>Continue writing</Trans>
            </Link>
          }
        />
      </>
    );
  }
  return (
    <>
      <PageHeading title={t`Receipt`} lead={initiative.title} />
      <div className="grid gap-6">
        <Notice tone="ok" title={t`We have received your initiative`}>
          <p>
            <Trans>
              Its reference is <strong className="tabular-nums">{initiative.code}</strong>. A copy of this receipt is on its way by mail.
            </Trans>
          </p>
        </Notice>
        <Panel title={t`What was handed in`}>
          <DefinitionList
            items={[
              { key: 'code', term: t`Reference`, value: initiative.code },
              { key: 'receipt', term: t`Receipt number`, value: <span className="tabular-nums">{revision.receipt}</span> },
              { key: 'at', term: t`Handed in`, value: <DateTime value={revision.submitted_at} style="full" /> },
              { key: 'by', term: t`Handed in by`, value: revision.submitter },
              { key: 'unit', term: t({ message: 'Unit', context: 'organisation' }), value: <Local text={initiative.unit_name} /> },
              { key: 'call', term: t`Call`, value: <Local text={initiative.campaign_name} /> },
              { key: 'number', term: t`Revision`, value: revision.number },
              { key: 'digest', term: t`Fingerprint (SHA-256)`, value: <code className="text-sm break-all">{revision.digest}</code> },
            ]}
          />
        </Panel>
        <Panel title={t`What happens next`}>
          <NextStages initiative={initiative} />
          <p className="text-muted mt-3">
            <Trans>
              You will hear from us by mail at each step. Until the decision, the lead of your unit can withdraw the initiative.
            </Trans>
          </p>
        </Panel>
        <div className="no-print flex flex-wrap gap-3">
          <Link {...paths.initiative(initiative.id)} className={buttonClass('primary')}>
            <Trans>Follow its way</Trans>
          </Link>
          <Button icon="download" onClick={() => window.print()}>
            <Trans>Print the receipt</Trans>
          </Button>
        </div>
      </div>
    </>
  );
}
