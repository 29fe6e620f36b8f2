import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { EntryContent } from './EntryContent';
import { assignmentQuery, type JuryAssignment, type JuryQueue, queueQuery } from './queries';
import { RubricPanel, SHEET_ID } from './RubricPanel';

const route = getRouteApi('/jury/$assignmentId');

/** One entry beside its sheet. */
export function ScoringPage() {
  const { assignmentId } = route.useParams();
  const assignment = useQuery(assignmentQuery(assignmentId));
  const queue = useQuery(queueQuery);
  return (
    <Page>
      <Loaded query={assignment}>{(data) => <Workspace key={data.assignment_id} assignment={data} queue={queue.data} />}</Loaded>
    </Page>
  );
}

function Workspace({ assignment, queue }: { assignment: JuryAssignment; queue: JuryQueue | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const cache = useQueryClient();
  const { content, campaign } = assignment;
  const title = content.title_translations ? pick(content.title_translations, locale).text : content.title;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,62fr)_minmax(22rem,38fr)]">
      <article className="min-w-0">
        <PageHeading
          title={title || t`Entry without a title`}
          above={
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link {...paths.jury()}>
                <Trans>Your queue</Trans>
              </Link>
              <PlaceInQueue assignment={assignment} queue={queue} />
              <Local text={assignment.category_name} />
              {campaign.blind_review && (
                <Badge tone="info" icon="eye">
                  <Trans>Blind review</Trans>
                </Badge>
              )}
            </span>
          }
        />
        <EntryContent assignment={assignment} />
        <ToSheet />
      </article>
      <RubricPanel assignment={assignment} items={queue?.items ?? []} cache={cache} />
    </div>
  );
}

/** On a phone the sheet lies below everything there is to read: one press leads to it from anywhere. */
function ToSheet() {
  const go = () => {
    const sheet = document.getElementById(SHEET_ID);
    sheet?.scrollIntoView({ block: 'start' });
    sheet?.focus({ preventScroll: true });
  };
  return (
    <div className="no-print sticky bottom-20 z-10 mt-4 flex justify-end lg:hidden">
      <Button icon="arrowDown" className="bg-surface! shadow-lg" onClick={go}>
        <Trans>To the score sheet</Trans>
      </Button>
    </div>
  );
}

function PlaceInQueue({ assignment, queue }: { assignment: JuryAssignment; queue: JuryQueue | undefined }) {
  const index = queue?.items.findIndex((item) => item.assignment_id === assignment.assignment_id) ?? -1;
  if (!queue || index < 0) return null;
  const place = index + 1;
  const all = queue.items.length;
  return (
    <span className="text-muted tabular-nums">
      <Trans>
        Entry {place} of {all}
      </Trans>
    </span>
  );
}
