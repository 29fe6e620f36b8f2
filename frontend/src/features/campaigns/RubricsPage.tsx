import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { FrozenNotice } from './DraftForm';
import { type Campaign, changes, useCampaignChange } from './queries';
import { RubricEditor } from './RubricEditor';
import { RubricTable } from './RubricTable';
import { SetupFrame } from './SetupFrame';

/** The rubrics of a call: choose one, edit it, add another. */
export function RubricsPage() {
  const { t } = useLingui();
  return (
    <SetupFrame title={t`Scoring rubrics`} width="wide">
      {(campaign, isFrozen) => (isFrozen ? <FrozenRubrics campaign={campaign} /> : <Rubrics campaign={campaign} />)}
    </SetupFrame>
  );
}

function FrozenRubrics({ campaign }: { campaign: Campaign }) {
  return (
    <div className="grid max-w-4xl gap-6">
      <FrozenNotice />
      {campaign.rubrics.map((rubric) => (
        <section key={rubric.id} className="grid gap-3">
          <h2>
            <Local text={rubric.name} />
          </h2>
          <RubricTable definition={rubric.definition} />
        </section>
      ))}
    </div>
  );
}

function Rubrics({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState(campaign.rubrics[0]?.id);
  const [isDirty, setDirty] = useState(false);
  const change = useCampaignChange();
  const rubric = campaign.rubrics.find((one) => one.id === chosen) ?? campaign.rubrics[0];
  const add = () => {
    const body = { version: campaign.version, name: { vi: t`New rubric` }, definition: { pass_percent: 70, criteria: [] } };
    change.mutate(() => changes.addRubric(campaign.id, body), { onSuccess: (fresh) => setChosen(fresh.rubrics.at(-1)?.id) });
  };
  const addButton = (
    <Button icon="plus" busy={change.isPending} disabled={isDirty} onClick={add}>
      <Trans>Add a rubric</Trans>
    </Button>
  );
  if (rubric === undefined) {
    return (
      <EmptyState title={t`No rubric yet`} action={addButton}>
        <Trans>A rubric says what jurors look at and how many points each part is worth.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6">
      {change.isError && <ProblemPanel problem={change.error} />}
      <nav aria-label={t`Rubrics`} className="flex flex-wrap items-center gap-3">
        {campaign.rubrics.map((one) => (
          <button
            key={one.id}
            type="button"
            disabled={isDirty && one.id !== rubric.id}
            aria-current={one.id === rubric.id ? 'true' : undefined}
            onClick={() => setChosen(one.id)}
            className={classes(
              'min-h-11 rounded-[10px] border px-4',
              one.id === rubric.id ? 'border-link bg-info-soft font-semibold' : 'border-control disabled:opacity-60',
            )}
          >
            <Local text={one.name} />
          </button>
        ))}
        {addButton}
        {isDirty && (
          <span className="text-muted text-[0.94rem]">
            <Trans>Save before you go to another rubric.</Trans>
          </span>
        )}
      </nav>
      <RubricEditor
        key={rubric.id}
        campaign={campaign}
        rubricId={rubric.id}
        onDirty={setDirty}
        onRemove={() => change.mutate(() => changes.removeRubric(campaign.id, rubric.id, campaign.version))}
      />
    </div>
  );
}
