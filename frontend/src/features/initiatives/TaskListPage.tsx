import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Badge } from '../../ui/Badge';
import { buttonClass } from '../../ui/Button';
import { Deadline } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { AuthorList } from './AuthorList';
import { Decisions } from './Decisions';
import { DeleteDraft } from './DeleteDraft';
import { type SectionProgress, sectionsOf } from './progress';
import { type Initiative, initiativeQuery, previewQuery } from './queries';
import { AUTHORS, BASICS } from './words';

/** The sections of a draft, what is done, and the way on. */
export function TaskListPage() {
  const { initiativeId = '' } = useParams({ strict: false });
  const query = useQuery(initiativeQuery(initiativeId));
  const preview = useQuery(previewQuery(initiativeId));
  return (
    <Page width="form">
      <Loaded query={query}>
        {(initiative) => (
          <Loaded query={preview}>{({ missing }) => <Tasks initiative={initiative} sections={sectionsOf(initiative, missing)} />}</Loaded>
        )}
      </Loaded>
    </Page>
  );
}

/** The name of a section of the draft. */
export function useSectionName(initiative: Initiative): (key: string) => string {
  const { t } = useLingui();
  const locale = useLocale();
  return (key) => {
    if (key === BASICS) return t`Title and summary`;
    if (key === AUTHORS) return t`Authors and shares`;
    const section = initiative.form.sections?.find((one) => one.key === key);
    return section ? pick(section.title, locale).text : key;
  };
}

/** Until when it can be handed in: the date of the return, else the end of the call. */
export function closingOf(initiative: Initiative): string | undefined {
  return initiative.resubmit_until ?? initiative.phases.find((phase) => phase.kind === 'submission')?.closes_at;
}

function Tasks({ initiative, sections }: { initiative: Initiative; sections: readonly SectionProgress[] }) {
  const { t } = useLingui();
  const nameOf = useSectionName(initiative);
  const done = sections.filter((section) => section.status === 'done').length;
  const total = sections.length;
  const next = sections.find((section) => section.faults.length > 0) ?? sections.find((section) => section.status === 'untouched');
  const closing = closingOf(initiative);
  const mayEdit = initiative.open_actions.includes('edit');
  const isReady = sections.every((section) => section.faults.length === 0);
  return (
    <>
      <PageHeading
        title={initiative.title || t`Prepare the initiative`}
        above={
          <Link {...paths.myInitiatives()}>
            ← <Trans>My initiatives</Trans>
          </Link>
        }
        lead={
          <>
            <Local text={initiative.campaign_name} /> · <Local text={initiative.category_name} />
          </>
        }
      />
      {!mayEdit && (
        <div className="mb-6">
          <Notice>
            <Trans>This initiative cannot be changed now.</Trans> <Link {...paths.initiative(initiative.id)}>{t`See where it is`}</Link>
          </Notice>
        </div>
      )}
      {initiative.state === 'returned' && (
        <div className="mb-6">
          <Decisions decisions={initiative.decisions.slice(-1)} />
        </div>
      )}
      <p className="mb-1 text-lg">
        <Trans>
          {done} of {total} sections are complete.
        </Trans>
      </p>
      <p className="text-muted mb-4">
        {closing && (
          <Trans>
            To be handed in by <Deadline value={closing} />.
          </Trans>
        )}{' '}
        <Trans>Everything is saved as you type; you can stop and come back at any time.</Trans>
      </p>
      <ol className="panel divide-line divide-y">
        {sections.map((section) => (
          <li key={section.key} className="hover:bg-sunken relative flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-4">
            <Link
              {...paths.initiativeSection(initiative.id, section.key)}
              className="min-w-48 flex-1 font-semibold after:absolute after:inset-0"
              aria-describedby={`status-${section.key}`}
            >
              {nameOf(section.key)}
            </Link>
            <span id={`status-${section.key}`}>
              {section.status === 'done' && <Trans>Completed</Trans>}
              {section.status === 'started' && (
                <Badge tone="warn">
                  <Trans>In progress</Trans>
                </Badge>
              )}
              {section.status === 'untouched' && (
                <Badge tone="info">
                  <Trans>Not yet started</Trans>
                </Badge>
              )}
            </span>
          </li>
        ))}
      </ol>
      {mayEdit && (
        <div className="mt-6 flex flex-wrap gap-3">
          {next && !isReady && (
            <Link {...paths.initiativeSection(initiative.id, next.key)} className={buttonClass('primary')}>
              <Trans>Continue</Trans>
            </Link>
          )}
          <Link {...paths.initiativeCheck(initiative.id)} className={buttonClass(isReady ? 'primary' : 'quiet')}>
            <Trans>Check your answers</Trans>
          </Link>
        </div>
      )}
      <Panel title={<Trans>Authors</Trans>} className="mt-8">
        <AuthorList authors={initiative.authors} />
      </Panel>
      <div className="mt-8">
        <DeleteDraft initiative={initiative} />
      </div>
    </>
  );
}
