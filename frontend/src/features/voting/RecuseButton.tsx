import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { useAccount } from '../../api/session';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { TextAreaField } from '../../ui/TextAreaField';
import { SelectField } from '../../ui/TextField';
import { acts, type Item, type Session, useAct } from './queries';

const FEWEST = 3;
const MOST = 500;

/** Records that a member leaves for an item: members say it of themselves, the secretary of anyone, with a reserve where the rule has them. */
export function RecuseButton({ item, session }: { item: Item; session: Session }) {
  const { t } = useLingui();
  const account = useAccount();
  const isOpenVote = item.state === 'open';
  const mayPrepare = session.open_actions.includes('prepare') && !isOpenVote;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState('');
  const [reserve, setReserve] = useState('');
  const act = useAct();
  const texts = useProblemTexts();
  const reserves = session.members.filter((seat) => !seat.votes && seat.office !== 'secretary');
  const withReserve = mayPrepare && item.rule?.definition.recusal_effect === 'substitute' && reserves.length > 0;
  const gone = item.recusals.map((recusal) => recusal.account_id);
  const people = session.members.filter(
    (seat) =>
      seat.votes &&
      (mayPrepare ? withReserve || !gone.includes(seat.account_id) : seat.account_id === account?.id && !gone.includes(seat.account_id)),
  );
  const person = people.find((seat) => seat.account_id === chosen) ?? people[0];
  if (person === undefined) return null;
  const save = () =>
    act.mutate(() => acts.recuse(item.id, person.account_id, { reason, substitute_id: withReserve && reserve !== '' ? reserve : null }), {
      onSuccess: () => setOpen(false),
    });
  return (
    <div>
      <Button kind="plain" onClick={() => setOpen(true)}>
        {mayPrepare ? <Trans>Record a recusal</Trans> : <Trans>Declare a conflict of interest</Trans>}
      </Button>
      <Dialog
        isOpen={isOpen}
        title={<Trans>Recusal: {item.title}</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <Button kind="primary" busy={act.isPending} disabled={reason.trim().length < FEWEST} onClick={save}>
            <Trans>Record it</Trans>
          </Button>
        }
      >
        {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
        <p>
          <Trans>Whoever is recused does not vote on this item. A recusal cannot be taken back.</Trans>
          {isOpenVote && (
            <>
              {' '}
              <Trans>If you have voted already, your vote is set aside.</Trans>
            </>
          )}
        </p>
        {mayPrepare && (
          <SelectField
            name={`who-${item.id}`}
            label={t`Who leaves`}
            value={person.account_id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {people.map((seat) => (
              <option key={seat.account_id} value={seat.account_id}>
                {seat.full_name}
              </option>
            ))}
          </SelectField>
        )}
        {withReserve && (
          <SelectField
            name={`reserve-${item.id}`}
            label={t`Reserve who takes the seat`}
            optional
            value={reserve}
            onChange={(event) => setReserve(event.target.value)}
          >
            <option value="">{t`Nobody`}</option>
            {reserves.map((seat) => (
              <option key={seat.account_id} value={seat.account_id}>
                {seat.full_name}
              </option>
            ))}
          </SelectField>
        )}
        <TextAreaField
          name={`why-${item.id}`}
          label={t`Reason`}
          rows={3}
          maxLength={MOST}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Dialog>
    </div>
  );
}
