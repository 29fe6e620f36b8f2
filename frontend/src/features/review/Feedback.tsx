import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ProblemPanel } from '../../api/ProblemPanel';
import { ApiProblem } from '../../api/problem';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { Skeleton } from '../../ui/Skeleton';

const feedbackQuery = (initiativeId: string) =>
  queryOptions({
    queryKey: ['feedback', initiativeId],
    queryFn: () => unwrap(api.GET('/api/v1/initiatives/{initiative_id}/feedback', { params: { path: { initiative_id: initiativeId } } })),
    retry: false,
  });

/** What the jury says to the authors. It is asked for, not pushed: before the release there is nothing to see. */
export function Feedback({ initiativeId }: { initiativeId: string }) {
  const { t } = useLingui();
  const [isWanted, setWanted] = useState(false);
  const query = useQuery({ ...feedbackQuery(initiativeId), enabled: isWanted });
  const isSealed = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <Panel title={t`Feedback from the jury`}>
      {!isWanted && (
        <Button icon="eye" onClick={() => setWanted(true)}>
          <Trans>Show the feedback</Trans>
        </Button>
      )}
      {isWanted && query.isPending && <Skeleton lines={3} />}
      {isSealed && (
        <Notice live>
          <Trans>The feedback has not been released yet. You will find it here afterwards.</Trans>
        </Notice>
      )}
      {query.isError && !isSealed && <ProblemPanel problem={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Words feedback={query.data} />}
    </Panel>
  );
}

function Words({ feedback }: { feedback: Schemas['FeedbackRead'] }) {
  const locale = useLocale();
  return (
    <div role="status" className="grid gap-3">
      {feedback.percent_hundredths !== null && (
        <p>
          <strong className="font-display text-[1.5rem]">{formatHundredths(feedback.percent_hundredths, locale)} %</strong>{' '}
          <span className="text-muted">
            <Plural value={feedback.sheets} one="mean of # sheet" other="mean of # sheets" />
          </span>
        </p>
      )}
      <p className="font-semibold">{feedback.passes ? <Trans>Above the pass mark</Trans> : <Trans>Below the pass mark</Trans>}</p>
      <ul className="grid gap-2">
        {feedback.comments.map((comment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the comments have no names, on purpose, and never change order
          <li key={index} className="border-line border-s-2 ps-3 whitespace-pre-line">
            {comment}
          </li>
        ))}
      </ul>
    </div>
  );
}
