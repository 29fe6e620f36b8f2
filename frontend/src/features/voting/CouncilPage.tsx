import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { mayDo, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Card } from '../../ui/Panel';
import { type SessionListed, sessionsQuery } from './queries';
import { officeNames, sessionStates, sessionTones } from './words';

/** The meetings the reader takes part in, the next one first. */
export function CouncilPage() {
  const { t } = useLingui();
  const account = useAccount();
  const sessions = useQuery(sessionsQuery);
  return (
    <Page width="form">
      <PageHeading
        title={t`Council`}
        lead={t`The meetings you take part in or look after, the next one first.`}
        actions={
          mayDo(account, 'rule.view') && (
            <Link {...paths.councilRules()} className={buttonClass()}>
              <Trans>Council rules</Trans>
            </Link>
          )
        }
      />
      <Loaded query={sessions}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t`No meetings yet`}>
              <Trans>When the council secretary convenes a meeting, it appears here and you are told by e-mail.</Trans>
            </EmptyState>
          ) : (
            <ul className="grid gap-4">
              {list.map((session) => (
                <li key={session.id}>
                  <SessionCard session={session} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function SessionCard({ session }: { session: SessionListed }) {
  const { i18n } = useLingui();
  return (
    <Card className="grid gap-2 p-5">
      <div className="flex flex-wrap items-center gap-3">
        <StatusBadge tone={sessionTones[session.state]}>{i18n._(sessionStates[session.state])}</StatusBadge>
        <span className="text-muted">
          <DateTime value={session.held_at} style="datetime" />
        </span>
      </div>
      <h2 className="text-xl">
        <Link {...paths.councilSession(session.id)} className="card-link">
          <Local text={session.title} />
        </Link>
      </h2>
      <p className="text-muted">
        <Local text={session.council_name} /> · <Local text={session.campaign_name} />
        {session.place !== '' && <> · {session.place}</>}
      </p>
      <p className="text-muted">
        <Trans>On the agenda: {session.items}</Trans>
        {session.office !== null && (
          <>
            {' '}
            · <Trans>you take part as: {i18n._(officeNames[session.office])}</Trans>
          </>
        )}
      </p>
    </Card>
  );
}
