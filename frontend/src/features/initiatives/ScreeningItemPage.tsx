import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { useSlot } from '../../lib/slots';
import { StatusBadge } from '../../ui/Badge';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { ChangesView } from './ChangesView';
import { Decisions } from './Decisions';
import { ContentView } from './InitiativeContent';
import { changesQuery, screeningItemQuery } from './queries';
import { VerdictPanel } from './VerdictPanel';
import { stateNames, stateTones } from './words';

/** One entry on the screener's desk: what was handed in at the left, the decision at the right. */
export function ScreeningItemPage() {
  const { initiativeId = '' } = useParams({ strict: false });
  const query = useQuery(screeningItemQuery(initiativeId));
  return (
    <Page>
      <Loaded query={query}>{(desk) => <Desk key={desk.initiative.current_revision_id} desk={desk} />}</Loaded>
    </Page>
  );
}

function Desk({ desk }: { desk: Schemas['ScreeningRead'] }) {
  const { t, i18n } = useLingui();
  const { initiative } = desk;
  const RedactionChecklist = useSlot('RedactionChecklist');
  const Lookalikes = useSlot('Lookalikes');
  const number = initiative.revisions.at(-1)?.number ?? 1;
  return (
    <>
      <PageHeading
        title={initiative.title}
        above={
          <Link {...paths.screening()}>
            ← <Trans>Screening</Trans>
          </Link>
        }
        lead={
          <>
            {initiative.code} · <Local text={initiative.category_name} /> · <Local text={initiative.unit_name} />
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_24rem]">
        <div className="grid min-w-0 gap-6">
          {initiative.decisions.length > 0 && <Decisions decisions={initiative.decisions} />}
          {number > 1 && <SinceLastTime initiativeId={initiative.id} number={number} form={initiative.form} />}
          <Panel>
            <ContentView content={initiative} />
          </Panel>
          <RedactionChecklist initiativeId={initiative.id} />
          <Lookalikes initiativeId={initiative.id} />
        </div>
        {initiative.open_actions.length > 0 ? (
          <VerdictPanel desk={desk} />
        ) : (
          <Notice title={t`This entry does not wait for a decision`}>
            <StatusBadge tone={stateTones[initiative.state]}>{i18n._(stateNames[initiative.state])}</StatusBadge>
          </Notice>
        )}
      </div>
    </>
  );
}

function SinceLastTime({ initiativeId, number, form }: { initiativeId: string; number: number; form: Schemas['FormDefinition'] }) {
  const query = useQuery(changesQuery(initiativeId, number));
  return <Loaded query={query}>{(changes) => <ChangesView changes={changes} form={form} />}</Loaded>;
}
