import { Trans, useLingui } from '@lingui/react/macro';
import { useProblemTexts } from '../../api/problems';
import { Badge } from '../../ui/Badge';
import { classes } from '../../ui/classes';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { currentItem } from './nextStep';
import { acts, type Presence, type Seat, type Session, useAct } from './queries';
import { officeNames, presenceNames } from './words';

const PRESENCES: readonly Presence[] = ['present', 'excused', 'absent'];

/** Who sits on the council and who is here; the secretary records it with one tap a name. */
export function Attendance({ session }: { session: Session }) {
  const { t } = useLingui();
  const act = useAct();
  const texts = useProblemTexts();
  const mayRecord = session.open_actions.includes('record_attendance');
  return (
    <Panel title={t`Attendance`}>
      <Quorum session={session} />
      {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
      <ul className="divide-line mt-3 divide-y">
        {session.members.map((seat) => (
          <li
            key={seat.account_id}
            className={mayRecord ? 'grid gap-2 py-3' : 'flex flex-wrap items-baseline justify-between gap-x-4 py-2'}
          >
            <Who seat={seat} />
            {mayRecord ? (
              <PresenceButtons seat={seat} onChoose={(presence) => act.mutate(() => acts.attend(session.id, seat.account_id, presence))} />
            ) : (
              <PresenceWord seat={seat} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Who({ seat }: { seat: Seat }) {
  const { i18n } = useLingui();
  return (
    <p>
      <span className="font-semibold">{seat.full_name}</span>{' '}
      <span className="text-muted block text-[0.94rem]">
        {i18n._(officeNames[seat.office])}
        {!seat.votes && (
          <>
            {' '}
            · <Trans>no vote of their own</Trans>
          </>
        )}
      </span>
    </p>
  );
}

function PresenceWord({ seat }: { seat: Seat }) {
  const { i18n, t } = useLingui();
  if (seat.presence === null) return <p className="text-muted">{t`not checked in`}</p>;
  return <Badge tone={seat.presence === 'present' ? 'ok' : 'neutral'}>{i18n._(presenceNames[seat.presence])}</Badge>;
}

function PresenceButtons({ seat, onChoose }: { seat: Seat; onChoose: (presence: Presence) => void }) {
  const { i18n, t } = useLingui();
  const name = seat.full_name;
  return (
    <fieldset className="grid grid-cols-3 gap-1 sm:gap-2">
      <legend className="sr-text">{t`Attendance of ${name}`}</legend>
      {PRESENCES.map((presence) => (
        <button
          key={presence}
          type="button"
          aria-pressed={seat.presence === presence}
          className={classes('btn btn-quiet min-w-0 px-1!', seat.presence === presence && 'bg-info-soft border-link! text-link!')}
          onClick={() => onChoose(presence)}
        >
          {seat.presence === presence && <Icon name="check" size={16} />}
          {i18n._(presenceNames[presence])}
        </button>
      ))}
    </fieldset>
  );
}

function Quorum({ session }: { session: Session }) {
  const quorum = currentItem(session)?.quorum;
  if (!quorum || session.state === 'ended') return null;
  const { needed, reached } = quorum;
  return (
    <p role="status" className="flex flex-wrap items-baseline gap-x-3">
      <strong className="text-2xl tabular-nums">
        <Trans>
          {reached} present, {needed} needed
        </Trans>
      </strong>
      <span className="text-muted">
        {quorum.met && <Trans>The quorum is reached.</Trans>}
        {!quorum.met && reached < needed && <Trans>The quorum is not reached yet.</Trans>}
        {!quorum.met && reached >= needed && <Trans>The chair or a vice-chair must be present and not recused.</Trans>}
      </span>
    </p>
  );
}
