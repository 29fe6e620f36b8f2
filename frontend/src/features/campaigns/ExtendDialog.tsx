import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { fromInputValue, toInputValue } from '../../lib/dates';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { TextAreaField } from '../../ui/TextAreaField';
import { DateField } from '../../ui/TextField';
import { type Campaign, changes, type Phase, useCampaignChange } from './queries';
import { phaseNames } from './words';

const SHORTEST_REASON = 10;
const LONGEST_REASON = 1_000;

/** Asks for a later deadline. The server asks for the password again, and a second manager confirms. */
export function ExtendDialog({ campaign, phase, onClose }: { campaign: Campaign; phase: Phase; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const texts = useProblemTexts();
  const before = toInputValue(phase.closes_at);
  const [closes, setCloses] = useState(before);
  const [reason, setReason] = useState('');
  const [tries, setTries] = useState(0);
  const request = useCampaignChange();
  const isLater = closes > before;
  const hasReason = reason.trim().length >= SHORTEST_REASON;
  const dateError = tries > 0 && !isLater ? texts.ofCode('campaign_deadline_not_later') : undefined;
  const reasonError = tries > 0 && !hasReason ? t`Please say why, in at least ten characters` : undefined;
  const errors = [
    ...(dateError ? [{ field: 'closes_at', message: dateError }] : []),
    ...(reasonError ? [{ field: 'reason', message: reasonError }] : []),
    ...(request.isError ? [{ message: texts.of(request.error) }] : []),
  ];
  return (
    <Dialog isOpen title={<Trans>A later date: {i18n._(phaseNames[phase.kind])}</Trans>} onClose={onClose}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          request.reset();
          if (!isLater || !hasReason) return;
          const body = { version: campaign.version, phase: phase.kind, closes_at: fromInputValue(closes), reason: reason.trim() };
          request.mutate(() => changes.requestDeadline(campaign.id, body), { onSuccess: onClose });
        }}
      >
        <ErrorSummary errors={errors} submitCount={tries} />
        <p>
          <Trans>
            Announced: until <DateTime value={phase.closes_at} style="datetime" />. A second manager must confirm the later date; then it is
            public at once and kept in the log.
          </Trans>
        </p>
        <DateField
          withTime
          name="closes_at"
          label={t`New closing date`}
          hint={t`Viet Nam time (UTC+7)`}
          value={closes}
          error={dateError}
          onChange={(event) => setCloses(event.target.value)}
        />
        <TextAreaField
          name="reason"
          label={t`Reason`}
          hint={t`The second manager and the auditor read it.`}
          rows={3}
          maxLength={LONGEST_REASON}
          value={reason}
          error={reasonError}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary" busy={request.isPending}>
            <Trans>Ask for the later date</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
