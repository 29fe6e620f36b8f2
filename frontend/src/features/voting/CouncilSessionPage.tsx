import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Button, buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Agenda } from './Agenda';
import { Attendance } from './Attendance';
import { ControlRoom } from './ControlRoom';
import { Live } from './Live';
import { acts, type Session, sessionQuery, useAct } from './queries';
import { SessionDialog } from './SessionDialog';
import { officeNames, sessionStates, sessionTones } from './words';

/** A meeting: what is next, who is there, what is decided. */
export function CouncilSessionPage() {
  const { sessionId } = useParams({ strict: false });
  const query = useQuery(sessionQuery(sessionId ?? ''));
  return (
    <Page>
      <Loaded query={query}>
        {(session) => (
          <>
            <Heading session={session} />
            {session.state !== 'ended' && session.state !== 'draft' && <Live query={query} />}
            <div className="mt-3 grid items-start gap-6 lg:grid-cols-[3fr_2fr] print:flex print:flex-col">
              <div className="grid min-w-0 gap-6 print:w-full">
                <ControlRoom session={session} />
                <Agenda session={session} />
              </div>
              <div className="print:order-first print:w-full">
                <Attendance session={session} />
              </div>
            </div>
            {session.state === 'ended' && <Signatures session={session} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function EditSession({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false);
  const act = useAct();
  return (
    <>
      <Button icon="edit" onClick={() => setOpen(true)}>
        <Trans>Edit the meeting</Trans>
      </Button>
      {isOpen && (
        <SessionDialog
          title={<Trans>Edit the meeting</Trans>}
          session={session}
          note={session.state === 'convened' && <Trans>The members were invited: they are told when time or place change.</Trans>}
          act={<Trans>Save</Trans>}
          onSave={(fields) => act.mutateAsync(() => acts.change(session.id, { ...fields, version: session.version }))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Where chair and secretary sign the printed record. */
function Signatures({ session }: { session: Session }) {
  const { i18n } = useLingui();
  return (
    <div className="mt-10 hidden grid-cols-2 gap-8 break-inside-avoid text-center print:grid">
      {(['secretary', 'chair'] as const).map((office) => (
        <p key={office}>
          <strong>{i18n._(officeNames[office])}</strong>
          <span className="text-muted block text-[0.94rem]">
            <Trans>(signature and full name)</Trans>
          </span>
          <span className="mt-20 block">{session.members.find((seat) => seat.office === office)?.full_name}</span>
        </p>
      ))}
    </div>
  );
}

function PrintButton() {
  return (
    <Button icon="document" onClick={() => window.print()}>
      <Trans>Print the record</Trans>
    </Button>
  );
}

function Heading({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const title = pick(session.title, useLocale());
  return (
    <PageHeading
      title={title.text}
      above={
        <Link {...paths.council()} className="no-print">
          ← <Trans>Council</Trans>
        </Link>
      }
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusBadge tone={sessionTones[session.state]}>{i18n._(sessionStates[session.state])}</StatusBadge>
          <DateTime value={session.held_at} style="datetime" />
          <span className="basis-full text-base">
            {session.place !== '' && `${session.place} · `}
            <Local text={session.council_name} />
          </span>
        </span>
      }
      actions={
        <>
          {session.open_actions.includes('edit') && <EditSession session={session} />}
          {session.office !== null && session.state !== 'draft' && session.state !== 'ended' && (
            <Link {...paths.councilVote(session.id)} className={buttonClass()}>
              <Trans>My place in the meeting</Trans>
            </Link>
          )}
          {session.state === 'ended' && <PrintButton />}
        </>
      }
    />
  );
}
