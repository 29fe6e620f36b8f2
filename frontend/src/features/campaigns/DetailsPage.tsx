import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Checkbox } from '../../ui/Choices';
import { LocalTextField } from '../../ui/LocalTextField';
import { Panel } from '../../ui/Panel';
import { SelectField } from '../../ui/TextField';
import { DraftForm } from './DraftForm';
import { DetailsFacts } from './FrozenFacts';
import { IntegerField } from './IntegerField';
import { lacksVietnamese, NO_TEXT, textOrNull } from './localTexts';
import { type Campaign, changes, movementsQuery } from './queries';
import { SetupFrame } from './SetupFrame';
import { useDraft } from './useDraft';

/** Name, summary, movement, and how entries are judged. */
export function DetailsPage() {
  const { t } = useLingui();
  return (
    <SetupFrame title={t`Details`}>
      {(campaign, isFrozen) => (isFrozen ? <DetailsFacts campaign={campaign} /> : <DetailsForm key={campaign.id} campaign={campaign} />)}
    </SetupFrame>
  );
}

const read = (campaign: Campaign) => ({
  name: campaign.name,
  summary: campaign.summary,
  movement_id: campaign.movement?.id ?? null,
  blind_review: campaign.blind_review,
  sheets_per_entry: campaign.sheets_per_entry,
});

function DetailsForm({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const locale = useLocale();
  const movements = useQuery(movementsQuery);
  const draft = useDraft({
    campaign,
    read,
    send: (value, version) => changes.details(campaign.id, { ...value, version }),
    check: (value) => [
      ...(lacksVietnamese(value.name) ? [{ field: 'name', message: t`Please give the name in Vietnamese` }] : []),
      ...(value.summary && lacksVietnamese(value.summary)
        ? [{ field: 'summary', message: t`Please give the summary in Vietnamese too` }]
        : []),
      ...(value.sheets_per_entry >= 1 && value.sheets_per_entry <= 15
        ? []
        : [{ field: 'sheets_per_entry', message: t`Please give a number from 1 to 15` }]),
    ],
  });
  const { value, setValue, errorOf } = draft;
  return (
    <DraftForm campaignId={campaign.id} draft={draft} isFrozen={false}>
      <Panel>
        <div className="grid gap-5">
          <LocalTextField
            name="name"
            label={t`Name of the call`}
            maxLength={300}
            value={value.name}
            error={errorOf('name')}
            onChange={(name) => setValue({ ...value, name })}
          />
          <LocalTextField
            name="summary"
            label={t`Summary`}
            hint={t`Who may enter, and what the call is looking for.`}
            optional
            multiline
            maxLength={4000}
            value={value.summary ?? NO_TEXT}
            error={errorOf('summary')}
            onChange={(summary) => setValue({ ...value, summary: textOrNull(summary) })}
          />
          <SelectField
            name="movement_id"
            label={t`Movement`}
            optional
            value={value.movement_id ?? ''}
            onChange={(event) => setValue({ ...value, movement_id: event.target.value || null })}
          >
            <option value="">{t`None`}</option>
            {(movements.data ?? []).map((movement) => (
              <option key={movement.id} value={movement.id}>
                {pick(movement.name, locale).text}
              </option>
            ))}
          </SelectField>
        </div>
      </Panel>
      <Panel title={t`Judging`}>
        <div className="grid gap-5">
          <Checkbox
            name="blind_review"
            label={t`Jurors do not see authors and units`}
            checked={value.blind_review}
            onChange={(event) => setValue({ ...value, blind_review: event.target.checked })}
          />
          <IntegerField
            name="sheets_per_entry"
            label={t`Score sheets for each entry`}
            hint={t`How many jurors score the same entry.`}
            value={value.sheets_per_entry}
            error={errorOf('sheets_per_entry')}
            onChange={(sheets) => setValue({ ...value, sheets_per_entry: sheets ?? 0 })}
          />
        </div>
      </Panel>
    </DraftForm>
  );
}
