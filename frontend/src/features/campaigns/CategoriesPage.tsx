import { Trans, useLingui } from '@lingui/react/macro';
import type { Schemas } from '../../api/client';
import type { FieldMessage } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Choices';
import { EmptyState } from '../../ui/EmptyState';
import { LocalTextField } from '../../ui/LocalTextField';
import { Panel } from '../../ui/Panel';
import { SelectField, TextField } from '../../ui/TextField';
import { DraftForm } from './DraftForm';
import { CategoriesFacts } from './FrozenFacts';
import { lacksVietnamese, NO_TEXT, textOrNull } from './localTexts';
import { MoveButtons, moved, replaced, without } from './MoveButtons';
import { type Campaign, changes } from './queries';
import { SetupFrame } from './SetupFrame';
import { useDraft } from './useDraft';

type Entry = Required<Schemas['CategoryInput']>;

/** What can be won, each with its award, its rubric and whether it is a statutory title. */
export function CategoriesPage() {
  const { t } = useLingui();
  return (
    <SetupFrame title={t`Award categories`}>
      {(campaign, isFrozen) =>
        isFrozen ? <CategoriesFacts campaign={campaign} /> : <CategoriesForm key={campaign.id} campaign={campaign} />
      }
    </SetupFrame>
  );
}

const read = (campaign: Campaign): Entry[] =>
  campaign.categories.map(({ id, code, name, award_name, summary, statutory, rubric_id }) => ({
    id,
    code,
    name,
    award_name,
    summary,
    statutory,
    rubric_id,
  }));

function CategoriesForm({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const check = (entries: Entry[]): FieldMessage[] =>
    entries.flatMap((entry, index) => [
      ...(/^[A-Z0-9][A-Z0-9-]{0,19}$/.test(entry.code)
        ? []
        : [{ field: `categories.${index}.code`, message: t`Use capital letters, digits and hyphens, such as A1` }]),
      ...(lacksVietnamese(entry.name) ? [{ field: `categories.${index}.name`, message: t`Please give the name in Vietnamese` }] : []),
      ...(lacksVietnamese(entry.award_name)
        ? [{ field: `categories.${index}.award_name`, message: t`Please give the award’s name in Vietnamese` }]
        : []),
    ]);
  const draft = useDraft({
    campaign,
    read,
    send: (categories, version) => changes.categories(campaign.id, { version, categories }),
    check,
  });
  const { value, setValue } = draft;
  const rubric_id = campaign.rubrics[0]?.id ?? null;
  const add = () =>
    setValue([
      ...value,
      { id: null, code: `A${value.length + 1}`, name: NO_TEXT, award_name: NO_TEXT, summary: null, statutory: false, rubric_id },
    ]);
  return (
    <DraftForm campaignId={campaign.id} draft={draft} isFrozen={false}>
      {value.length === 0 && (
        <EmptyState title={t`No category yet`}>
          <Trans>Entries compete inside a category; each has an award and a rubric.</Trans>
        </EmptyState>
      )}
      {value.map((entry, index) => (
        <Panel
          key={entry.id ?? `new ${index}`}
          title={t`Category ${entry.code}`}
          actions={
            <MoveButtons
              name={entry.code}
              index={index}
              count={value.length}
              onMove={(to) => setValue(moved(value, index, to))}
              onRemove={() => setValue(without(value, index))}
            />
          }
        >
          <CategoryFields
            entry={entry}
            path={`categories.${index}`}
            rubrics={campaign.rubrics}
            errorOf={draft.errorOf}
            onChange={(changed) => setValue(replaced(value, index, changed))}
          />
        </Panel>
      ))}
      <div>
        <Button icon="plus" onClick={add}>
          <Trans>Add a category</Trans>
        </Button>
      </div>
    </DraftForm>
  );
}

interface CategoryFieldsProps {
  entry: Entry;
  path: string;
  rubrics: Campaign['rubrics'];
  errorOf: (field: string) => string | undefined;
  onChange: (entry: Entry) => void;
}

function CategoryFields({ entry, path, rubrics, errorOf, onChange }: CategoryFieldsProps) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <div className="grid gap-5">
      <TextField
        name={`${path}.code`}
        label={t`Code`}
        maxLength={20}
        className="max-w-44"
        value={entry.code}
        error={errorOf(`${path}.code`)}
        onChange={(event) => onChange({ ...entry, code: event.target.value.toUpperCase() })}
      />
      <LocalTextField
        name={`${path}.name`}
        label={t`Name of the category`}
        value={entry.name}
        error={errorOf(`${path}.name`)}
        onChange={(name) => onChange({ ...entry, name })}
      />
      <LocalTextField
        name={`${path}.award_name`}
        label={t`Award, as the certificate says it`}
        value={entry.award_name}
        error={errorOf(`${path}.award_name`)}
        onChange={(award_name) => onChange({ ...entry, award_name })}
      />
      <LocalTextField
        name={`${path}.summary`}
        label={t`Who it is for`}
        optional
        multiline
        value={entry.summary ?? NO_TEXT}
        error={errorOf(`${path}.summary`)}
        onChange={(summary) => onChange({ ...entry, summary: textOrNull(summary) })}
      />
      <SelectField
        name={`${path}.rubric_id`}
        label={t`Rubric`}
        value={entry.rubric_id ?? ''}
        error={errorOf(`${path}.rubric_id`)}
        onChange={(event) => onChange({ ...entry, rubric_id: event.target.value || null })}
      >
        <option value="">{t`None yet`}</option>
        {rubrics.map((rubric) => (
          <option key={rubric.id} value={rubric.id}>
            {pick(rubric.name, locale).text}
          </option>
        ))}
      </SelectField>
      <Checkbox
        name={`${path}.statutory`}
        label={t`Statutory title`}
        hint={t`Only for titles that the law names. In-house prizes are labelled as such.`}
        checked={entry.statutory}
        onChange={(event) => onChange({ ...entry, statutory: event.target.checked })}
      />
    </div>
  );
}
