import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { Booth, ReceiptView } from './Booth';
import { Live } from './Live';
import { lastCounted } from './nextStep';
import { acts, type Item, type Session, sessionQuery, useAct } from './queries';
import { TallyView } from './TallyView';
import { barredWords } from './words';

/** A member's own place in the meeting: wait, check in, vote when an item opens by itself, see the result. */
export function VotePage() {
  const { t } = useLingui();
  const locale = useLocale();
  const { sessionId } = useParams({ strict: false });
  const query = useQuery(sessionQuery(sessionId ?? ''));
  return (
    <Page width="text">
      <PageHeading
        title={t`Open vote`}
        above={<Link {...paths.councilSession(sessionId ?? '')}>← {query.data ? pick(query.data.title, locale).text : t`Agenda`}</Link>}
      />
      <Loaded query={query}>
        {(session) => (
          <div className="grid gap-5">
            {session.state !== 'ended' && <Live isQuiet query={query} />}
            <CheckIn session={session} />
            <Stage session={session} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function CheckIn({ session }: { session: Session }) {
  const act = useAct();
  const texts = useProblemTexts();
  if (session.presence === 'present') {
    return session.state === 'ended' ? null : (
      <p className="text-muted" role="status">
        ✓ <Trans>You are checked in.</Trans>
      </p>
    );
  }
  if (!session.open_actions.includes('check_in')) return null;
  return (
    <Panel>
      <div className="grid gap-3">
        <p>
          <Trans>Check in so that you count for the quorum and can vote.</Trans>
        </p>
        {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
        <div>
          <Button kind="primary" icon="check" busy={act.isPending} onClick={() => act.mutate(() => acts.checkIn(session.id))}>
            <Trans>I am here</Trans>
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Stage({ session }: { session: Session }) {
  const running = session.items.find((item) => item.state === 'open') ?? session.items.find((item) => item.state === 'closed');
  const counted = lastCounted(session);
  if (running) return <Running key={running.id} item={running} />;
  return (
    <>
      <Lobby session={session} />
      {counted?.tally && (
        <Panel>
          <div className="mb-3">
            <Arrived key={counted.id}>
              <Trans>Result: {counted.title}</Trans>
            </Arrived>
          </div>
          <TallyView item={counted} tally={counted.tally} />
        </Panel>
      )}
    </>
  );
}

function Lobby({ session }: { session: Session }) {
  const left = session.items.filter((item) => item.state === 'pending').length;
  return (
    <Panel>
      <p className="font-display text-2xl" role="status">
        {session.state === 'ended' && <Trans>The meeting has ended. Thank you for taking part.</Trans>}
        {session.state === 'convened' && <Trans>Waiting for the chair to start the meeting.</Trans>}
        {session.state === 'in_session' && left > 0 && <Trans>Waiting for the chair to open the next vote.</Trans>}
        {session.state === 'in_session' && left === 0 && <Trans>Everything on the agenda is decided.</Trans>}
      </p>
      {session.state !== 'ended' && left > 0 && (
        <p className="text-muted mt-2">
          <Trans>It opens here by itself. Still to decide: {left}.</Trans>
        </p>
      )}
    </Panel>
  );
}

function Running({ item }: { item: Item }) {
  const { i18n } = useLingui();
  const part = item.own_part;
  return (
    <Panel>
      <div className="grid gap-4">
        <Arrived>
          <span className="text-muted block font-sans text-base font-normal">
            {item.state === 'open' ? <Trans>The vote is open</Trans> : <Trans>The vote is closed and being counted</Trans>}
          </span>
          {item.title}
        </Arrived>
        <p>
          <Link {...paths.initiative(item.initiative_id)} target="_blank">
            <Trans>Read the initiative (opens in a new tab)</Trans>
          </Link>
        </p>
        {part?.vote && <ReceiptView receipt={part.vote} />}
        {item.open_actions.includes('vote') && <Booth item={item} />}
        {part?.barred && <Notice tone="info" title={i18n._(barredWords[part.barred])} />}
        {item.state === 'closed' && part?.may_vote && part.vote === null && (
          <Notice tone="info" live title={<Trans>The vote has closed. You did not vote on this item.</Trans>} />
        )}
      </div>
    </Panel>
  );
}

/** A heading that takes the focus when it appears, so that whoever waits is brought to what has opened. */
function Arrived({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1} className="text-2xl outline-none">
      {children}
    </h2>
  );
}
