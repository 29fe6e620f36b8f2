import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { paths } from '../../lib/paths';
import { Deadline } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Progress } from '../../ui/Progress';
import { Tabs } from '../../ui/Tabs';
import { MatrixSection } from './MatrixSection';
import { PanelSection } from './PanelSection';
import { ProgressSection } from './ProgressSection';
import { type Review, reviewQuery } from './queries';
import { RankingSection } from './RankingSection';
import { StudySection } from './study/StudySection';

const route = getRouteApi('/manage/$campaignId/review');

/** The review of one call, for its manager: panel, assignment, progress, ranking. */
export function AssignmentPage() {
  const { t } = useLingui();
  const { campaignId } = route.useParams();
  const review = useQuery(reviewQuery(campaignId));
  return (
    <Page>
      <PageHeading
        title={t`Jury and assignment`}
        above={
          <Link {...paths.campaignSetup(campaignId)}>
            ← {review.data ? <Local text={review.data.campaign_name} /> : <Trans>Campaign setup</Trans>}
          </Link>
        }
      />
      <Loaded query={review}>{(data) => <ReviewTabs review={data} />}</Loaded>
    </Page>
  );
}

function ReviewTabs({ review }: { review: Review }) {
  const { t } = useLingui();
  const mayAssign = review.open_actions.includes('assign');
  const [tab, setTab] = useState(mayAssign ? (review.total === 0 ? 'panel' : 'assignment') : 'progress');
  const manage = [
    { key: 'panel', label: t`Panel`, content: <PanelSection review={review} /> },
    { key: 'assignment', label: t`Assignment`, content: <MatrixSection review={review} /> },
  ];
  const tabs = [
    ...(mayAssign ? manage : []),
    { key: 'progress', label: t`Progress`, content: <ProgressSection review={review} /> },
    { key: 'ranking', label: t`Ranking`, content: <RankingSection review={review} /> },
    ...(review.open_actions.includes('study_jury')
      ? [{ key: 'study', label: t`The jury in figures`, content: <StudySection review={review} /> }]
      : []),
  ];
  return (
    <div className="grid grid-cols-1 gap-6 print:block print:[&_[role=tablist]]:hidden">
      <div className="no-print grid items-end gap-x-8 gap-y-3 sm:grid-cols-[minmax(0,24rem)_1fr]">
        <Progress
          label={t`Sealed sheets`}
          value={review.sealed}
          max={Math.max(review.total, 1)}
          text={`${review.sealed} / ${review.total}`}
        />
        {review.closes_at && (
          <p>
            <Trans>Until</Trans> <Deadline value={review.closes_at} />
          </p>
        )}
      </div>
      <Tabs label={t`Parts of the review`} tabs={tabs} selected={tab} onSelect={setTab} />
    </div>
  );
}
