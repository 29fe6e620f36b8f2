import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { Progress } from '../../ui/Progress';
import { type Review, releaseFeedback } from './queries';
import { useRefresh } from './useRefresh';

/** How far each juror is, and the release of what they said. */
export function ProgressSection({ review }: { review: Review }) {
  const { t } = useLingui();
  const busy = review.jurors.filter((juror) => juror.total > 0);
  return (
    <div className="grid grid-cols-1 gap-6">
      {busy.length === 0 ? (
        <EmptyState title={t`Nothing is assigned yet`} />
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {busy.map((juror) => (
            <li key={juror.juror_id} className="panel p-4">
              <Progress label={juror.full_name} value={juror.sealed} max={juror.total} text={`${juror.sealed} / ${juror.total}`} />
            </li>
          ))}
        </ul>
      )}
      <FeedbackPanel review={review} />
    </div>
  );
}

function FeedbackPanel({ review }: { review: Review }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const refresh = useRefresh(review.campaign_id);
  const [isAsking, setAsking] = useState(false);
  const release = useMutation({
    mutationFn: () => releaseFeedback(review.campaign_id),
    onSettled: async () => {
      setAsking(false);
      await refresh();
    },
  });
  return (
    <Panel title={t`Feedback to the units`}>
      <div className="grid grid-cols-1 gap-3">
        {review.feedback_released_at ? (
          <p>
            <Trans>
              Released on <DateTime value={review.feedback_released_at} style="datetime" />
            </Trans>
          </p>
        ) : (
          <p className="text-muted max-w-[68ch]">
            <Trans>
              Until you release it, authors see nothing of the review. Afterwards they read the percent, whether the entry passes, and the
              comments for the unit; never a juror’s name.
            </Trans>
          </p>
        )}
        {release.isError && <Notice tone="bad">{texts.of(release.error)}</Notice>}
        {review.open_actions.includes('release_feedback') && (
          <div>
            <Button onClick={() => setAsking(true)}>
              <Trans>Release the feedback</Trans>
            </Button>
          </div>
        )}
      </div>
      <Dialog
        isOpen={isAsking}
        title={t`Release the feedback to all units?`}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="primary" busy={release.isPending} onClick={() => release.mutate()}>
              <Trans>Release the feedback</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Cancel</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>Every unit of this call can read its feedback at once. This cannot be taken back.</Trans>
        </p>
      </Dialog>
    </Panel>
  );
}
