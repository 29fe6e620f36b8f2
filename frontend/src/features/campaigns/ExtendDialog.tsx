import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { fromInputValue, toInputValue } from '../../lib/dates';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { DateField } from '../../ui/TextField';
import { type Campaign, changes, type Phase, useCampaignChange } from './queries';
import { phaseNames } from './words';

/** Moves an announced deadline later; the server asks for the password again and writes it to the log. */
export function ExtendDialog({ campaign, phase, onClose }: { campaign: Campaign; phase: Phase; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const texts = useProblemTexts();
  const before = toInputValue(phase.closes_at);
  const [closes, setCloses] = useState(before);
  const [isTooEarly, setTooEarly] = useState(false);
  const extend = useCampaignChange();
  const error = isTooEarly ? texts.ofCode('campaign_deadline_not_later') : extend.isError ? texts.of(extend.error) : undefined;
  return (
    <Dialog isOpen title={<Trans>Extend: {i18n._(phaseNames[phase.kind])}</Trans>} onClose={onClose}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTooEarly(closes <= before);
          if (closes <= before) return;
          const body = { version: campaign.version, closes_at: fromInputValue(closes) };
          extend.mutate(() => changes.extend(campaign.id, phase.kind, body), { onSuccess: onClose });
        }}
      >
        <p>
          <Trans>
            Announced: until <DateTime value={phase.closes_at} style="datetime" />. The new date is public at once and kept in the log.
          </Trans>
        </p>
        <DateField
          withTime
          name="closes_at"
          label={t`New closing date`}
          hint={t`Viet Nam time (UTC+7)`}
          value={closes}
          error={error}
          onChange={(event) => setCloses(event.target.value)}
        />
        <div>
          <Button type="submit" kind="primary" busy={extend.isPending}>
            <Trans>Extend the deadline</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
