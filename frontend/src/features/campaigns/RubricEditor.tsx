import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Button } from '../../ui/Button';
import { LocalTextField } from '../../ui/LocalTextField';
import { Panel } from '../../ui/Panel';
import { CriterionPanel } from './CriterionPanel';
import { DraftForm } from './DraftForm';
import { IntegerField } from './IntegerField';
import { NO_TEXT } from './localTexts';
import { moved, replaced, without } from './MoveButtons';
import { type Campaign, changes } from './queries';
import { RubricSample } from './RubricSample';
import { criterionKeys, draftOf, faultsOf, newCriterion, type RubricDraft, type RubricFault, withSums } from './rubricModel';
import { SumBar } from './SumBar';
import { useDraft } from './useDraft';

interface RubricEditorProps {
  campaign: Campaign;
  rubricId: string;
  onDirty: (isDirty: boolean) => void;
  onRemove: () => void;
}

const EMPTY: RubricDraft = { name: NO_TEXT, pass_percent: 0, criteria: [] };

/** One rubric: its criteria, what they add up to, and a sample sheet. */
export function RubricEditor({ campaign, rubricId, onDirty, onRemove }: RubricEditorProps) {
  const { t } = useLingui();
  const sentences: Record<RubricFault['code'], string> = {
    text: t`Please give the words in Vietnamese`,
    points: t`Please give a whole number of at least 1`,
    limit: t`This limit is above the maximum`,
    bands: t`The bands overlap or leave the range of points`,
    percent: t`Please give a number from 0 to 100`,
  };
  const draft = useDraft({
    campaign,
    read: (from) => {
      const rubric = from.rubrics.find((one) => one.id === rubricId);
      return rubric ? draftOf(rubric) : EMPTY;
    },
    send: ({ name, pass_percent, criteria }, version) =>
      changes.rubric(campaign.id, rubricId, { version, name, definition: { pass_percent, criteria: criteria.map(withSums) } }),
    check: (value) => faultsOf(value).map(({ path, code }) => ({ field: path, message: sentences[code] })),
  });
  const { value, setValue, errorOf, isDirty } = draft;
  // The page around must know, because going to another rubric would lose what is typed here.
  useEffect(() => {
    onDirty(isDirty);
    return () => onDirty(false);
  }, [isDirty, onDirty]);
  const isUsed = campaign.categories.some((category) => category.rubric_id === rubricId);
  return (
    <DraftForm campaignId={campaign.id} draft={draft} isFrozen={false}>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="grid min-w-0 gap-6">
          <Panel>
            <div className="grid gap-5">
              <LocalTextField
                name="name"
                label={t`Name of the rubric`}
                value={value.name}
                error={errorOf('name')}
                onChange={(name) => setValue({ ...value, name })}
              />
              <IntegerField
                name="definition.pass_percent"
                label={t`Needed to pass`}
                unit="%"
                value={value.pass_percent}
                error={errorOf('definition.pass_percent')}
                onChange={(percent) => setValue({ ...value, pass_percent: percent ?? 0 })}
              />
            </div>
          </Panel>
          {value.criteria.map((criterion, index) => (
            <CriterionPanel
              key={criterion.key}
              criterion={criterion}
              path={`definition.criteria.${index}`}
              index={index}
              count={value.criteria.length}
              used={criterionKeys(value.criteria)}
              errorOf={errorOf}
              hasFaultUnder={(under) => draft.errors.some((error) => error.field?.startsWith(under))}
              onChange={(changed) => setValue({ ...value, criteria: replaced(value.criteria, index, changed) })}
              onMove={(to) => setValue({ ...value, criteria: moved(value.criteria, index, to) })}
              onRemove={() => setValue({ ...value, criteria: without(value.criteria, index) })}
            />
          ))}
          <div className="flex flex-wrap gap-3">
            <Button
              icon="plus"
              onClick={() => setValue({ ...value, criteria: [...value.criteria, newCriterion(criterionKeys(value.criteria))] })}
            >
              <Trans>Add a criterion</Trans>
            </Button>
            {!isUsed && (
              <Button kind="danger" icon="trash" onClick={onRemove}>
                <Trans>Remove this rubric</Trans>
              </Button>
            )}
          </div>
        </div>
        <div className="grid gap-6 lg:sticky lg:top-4">
          <SumBar criteria={value.criteria} />
          <RubricSample criteria={value.criteria} passPercent={value.pass_percent} />
        </div>
      </div>
    </DraftForm>
  );
}
