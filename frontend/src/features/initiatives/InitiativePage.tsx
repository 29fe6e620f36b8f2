import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useAccount } from '../../api/session';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { paths } from '../../lib/paths';
import { useSlot } from '../../lib/slots';
import { StatusBadge } from '../../ui/Badge';
import { Button, buttonClass } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { Decisions } from './Decisions';
import { ContentView } from './InitiativeContent';
import { NextStages } from './NextStages';
import { type Initiative, initiativeQuery, send, useInitiativeChange } from './queries';
import { stateNames, stateTones } from './words';

/** States in which a jury may have something to say. */
const REVIEWED: ReadonlySet<Initiative['state']> = new Set(['accepted', 'recognised', 'not_recognised']);

/** Where an initiative is, what can be done next, and what it says. */
export function InitiativePage() {
  const { initiativeId = '' } = useParams({ strict: false });
  const query = useQuery(initiativeQuery(initiativeId));
  return (
    <Page>
      <Loaded query={query}>{(initiative) => <Tracking initiative={initiative} />}</Loaded>
    </Page>
  );
}

function Tracking({ initiative }: { initiative: Initiative }) {
  const { t, i18n } = useLingui();
  const Feedback = useSlot('Feedback');
  const isEditable = initiative.open_actions.includes('edit');
  return (
    <>
      <PageHeading
        title={initiative.title || t`Without a title yet`}
        above={
          initiative.is_draft_view && (
            <Link {...paths.myInitiatives()}>
              ← <Trans>My initiatives</Trans>
            </Link>
          )
        }
        lead={
          <>
            {initiative.code && <>{initiative.code} · </>}
            <Local text={initiative.category_name} /> · <Local text={initiative.unit_name} />
          </>
        }
        actions={
          isEditable && (
            <Link {...paths.initiativeEdit(initiative.id)} className={buttonClass('primary')}>
              {initiative.state === 'returned' ? <Trans>Make the changes</Trans> : <Trans>Continue writing</Trans>}
            </Link>
          )
        }
      />
      {/* On a phone: what asks for an answer, then where it is, then what it says. */}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-6 empty:hidden">
          <ShareNotice initiative={initiative} />
          {initiative.decisions.length > 0 && <Decisions decisions={initiative.decisions} />}
        </div>
        <div className="grid gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <Panel title={t`Where it is`}>
            <div className="mb-4">
              <StatusBadge tone={stateTones[initiative.state]}>{i18n._(stateNames[initiative.state])}</StatusBadge>
            </div>
            <NextStages initiative={initiative} />
          </Panel>
          <Acts initiative={initiative} />
        </div>
        <div className="grid min-w-0 gap-6">
          {initiative.is_draft_view && REVIEWED.has(initiative.state) && <Feedback initiativeId={initiative.id} />}
          <Panel>
            <ContentView content={initiative} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function ShareNotice({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const locale = useLocale();
  const texts = useProblemTexts();
  const account = useAccount();
  const mine = initiative.authors.find((author) => author.account_id !== null && author.account_id === account?.id);
  const confirm = useInitiativeChange((share: number) => send.confirmShare(initiative.id, share));
  if (!mine || mine.confirmed_at !== null) return null;
  const share = formatHundredths(mine.share_hundredths, locale);
  return (
    <Notice tone="warn" title={t`Please confirm your share`}>
      <p>
        <Trans>You are listed as an author with {share} %. If that is not right, talk to your co-authors first.</Trans>
      </p>
      {confirm.isError && <p className="text-bad font-semibold">{texts.of(confirm.error)}</p>}
      <p className="mt-2">
        <Button icon="check" busy={confirm.isPending} onClick={() => confirm.mutate(mine.share_hundredths)}>
          <Trans>Confirm my share</Trans>
        </Button>
      </p>
    </Notice>
  );
}

function Acts({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const [isAsking, setAsking] = useState(false);
  const withdraw = useInitiativeChange(() => send.withdraw(initiative.id, initiative.version));
  const mayWithdraw = initiative.open_actions.includes('withdraw');
  if (initiative.revisions.length === 0 && !mayWithdraw) return null;
  return (
    <div className="grid gap-3 sm:max-lg:grid-cols-2">
      {initiative.revisions.length > 0 && (
        <>
          <Link {...paths.initiativeReceipt(initiative.id)} className={buttonClass('quiet')}>
            <Trans>Receipt</Trans>
          </Link>
          <Link {...paths.initiativeRevisions(initiative.id)} className={buttonClass('quiet')}>
            <Trans>Revisions and changes</Trans>
          </Link>
        </>
      )}
      {mayWithdraw && (
        <Button kind="danger" onClick={() => setAsking(true)}>
          <Trans>Withdraw</Trans>
        </Button>
      )}
      <Dialog
        isOpen={isAsking}
        title={t`Withdraw the initiative?`}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              kind="danger"
              busy={withdraw.isPending}
              onClick={() => withdraw.mutate(undefined, { onSuccess: () => setAsking(false) })}
            >
              <Trans>Withdraw it</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Leave it in</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>It leaves the review and the council, and cannot be handed in again. What was handed in stays on record.</Trans>
        </p>
        {withdraw.isError && (
          <Notice tone="bad" live>
            {texts.of(withdraw.error)}
          </Notice>
        )}
      </Dialog>
    </div>
  );
}
