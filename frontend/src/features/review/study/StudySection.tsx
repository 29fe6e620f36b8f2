import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Loaded } from '../../../api/Loaded';
import { Button } from '../../../ui/Button';
import { EmptyState } from '../../../ui/EmptyState';
import { Notice } from '../../../ui/Notice';
import { Panel } from '../../../ui/Panel';
import { TextField } from '../../../ui/TextField';
import { CategorySelect } from '../CategorySelect';
import { type Review, type Study, studyQuery } from '../queries';
import { ChangeList } from './ChangeList';
import { CriterionTable } from './CriterionTable';
import { EntryTable } from './EntryTable';
import { JurorTable } from './JurorTable';

/** What the sheets say of the jury itself: for those who answer for it, never for jurors. */
export function StudySection({ review }: { review: Review }) {
  const { t } = useLingui();
  const [category, setCategory] = useState(review.categories[0]?.category_id ?? '');
  const [typed, setTyped] = useState('');
  const [places, setPlaces] = useState<number | null>(null);
  const study = useQuery(studyQuery(review.campaign_id, category, places));
  const draw = (event: FormEvent) => {
    event.preventDefault();
    const number = Number.parseInt(typed, 10);
    setPlaces(number > 0 ? number : null);
    if (!(number > 0)) setTyped('');
  };
  if (category === '') return <EmptyState title={t`No entry is in review yet`} />;
  return (
    <div className="grid grid-cols-1 gap-6">
      <form onSubmit={draw} className="flex flex-wrap items-end gap-4">
        <CategorySelect review={review} value={category} onChange={setCategory} />
        <div className="w-44">
          <TextField
            name="places"
            label={t`Entries to honour`}
            inputMode="numeric"
            pattern="[0-9]*"
            maxLength={4}
            placeholder={study.data ? String(study.data.places) : ''}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit">
          <Trans>Draw the line</Trans>
        </Button>
      </form>
      <Loaded query={study}>{(data) => <StudyView study={data} />}</Loaded>
    </div>
  );
}

function StudyView({ study }: { study: Study }) {
  const { t } = useLingui();
  return (
    <>
      {study.withheld > 0 && (
        <Notice>
          <Trans>Entries left out of every figure here: {study.withheld}. You have a conflict of interest with them.</Trans>
        </Notice>
      )}
      {study.running > 0 && (
        <Notice>
          <Trans>Entries still being scored: {study.running}. They join once all their sheets are sealed.</Trans>
        </Notice>
      )}
      {study.sheets === 0 ? (
        <EmptyState title={t`No entry is wholly scored yet`} />
      ) : (
        <>
          <Panel title={t`How sure are the ranks?`}>
            <EntryTable study={study} />
          </Panel>
          <Panel title={t`What does the result hang on?`}>
            <ChangeList study={study} />
          </Panel>
          <Panel title={t`Who is severe, and who lenient?`}>
            <JurorTable study={study} />
          </Panel>
          <Panel title={t`Do the jurors agree?`}>
            <CriterionTable study={study} />
          </Panel>
        </>
      )}
    </>
  );
}
