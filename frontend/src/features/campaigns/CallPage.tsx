import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Badge } from '../../ui/Badge';
import { DateTime, Deadline } from '../../ui/DateTime';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { Timeline } from '../../ui/Timeline';
import { CallStatus } from './CallsPage';
import { phaseOf, stageState } from './calls';
import { type Campaign, campaignQuery } from './queries';
import { RubricTable } from './RubricTable';
import { StartHere } from './StartHere';
import { fieldKinds, phaseNames, phaseNotes } from './words';

const MINUTE_MS = 60_000;

/** One call, for those who think of entering: dates, what is asked, how it is judged. */
export function CallPage() {
  const { campaignId } = useParams({ strict: false });
  const query = useQuery({ ...campaignQuery(campaignId ?? ''), refetchInterval: MINUTE_MS });
  return (
    <Page>
      <Loaded query={query}>{(campaign) => <Call campaign={campaign} />}</Loaded>
    </Page>
  );
}

function Call({ campaign }: { campaign: Campaign }) {
  const locale = useLocale();
  const submission = phaseOf(campaign.phases, 'submission');
  return (
    <>
      <PageHeading
        title={pick(campaign.name, locale).text}
        above={
          <Link {...paths.calls()}>
            ← <Trans>Calls for initiatives</Trans>
          </Link>
        }
        lead={campaign.summary && <Local text={campaign.summary} />}
        actions={submission?.is_open && <StartHere campaign={campaign} />}
      />
      <div className="mb-6 grid gap-2">
        <CallStatus call={campaign} now={campaign.now} />
        {submission?.is_open && (
          <p className="text-lg">
            <Trans>
              Entries until <Deadline value={submission.closes_at} now={new Date(campaign.now)} />
            </Trans>
          </p>
        )}
        {campaign.movement && (
          <p className="text-muted">
            <Trans>
              Part of the movement <Local text={campaign.movement.name} />
            </Trans>
          </p>
        )}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="lg:order-last">
          <Stages campaign={campaign} />
        </div>
        <div className="grid min-w-0 gap-6">
          <Categories campaign={campaign} />
          <Questions campaign={campaign} />
          <Rubrics campaign={campaign} />
        </div>
      </div>
    </>
  );
}

function Stages({ campaign }: { campaign: Campaign }) {
  const { i18n } = useLingui();
  return (
    <Panel title={<Trans>Stages and dates</Trans>}>
      <Timeline
        steps={campaign.phases.map((phase) => ({
          key: phase.kind,
          title: i18n._(phaseNames[phase.kind]),
          state: stageState(phase, campaign.now),
          note: (
            <>
              <p>
                <DateTime value={phase.opens_at} /> – <DateTime value={phase.closes_at} style="datetime" />
              </p>
              <p>{i18n._(phaseNotes[phase.kind])}</p>
            </>
          ),
        }))}
      />
      <p className="text-muted mt-4 text-[0.94rem]">
        <Trans>All times are Viet Nam time (UTC+7).</Trans>
      </p>
    </Panel>
  );
}

function Categories({ campaign }: { campaign: Campaign }) {
  return (
    <Panel title={<Trans>What can be won</Trans>}>
      <ul className="divide-line grid divide-y">
        {campaign.categories.map((category) => (
          <li key={category.id} className="grid gap-1 py-3 first:pt-0 last:pb-0">
            <p className="font-semibold">
              <Local text={category.name} />
            </p>
            {category.summary && (
              <p>
                <Local text={category.summary} />
              </p>
            )}
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone="gold" icon="award">
                <Local text={category.award_name} />
              </Badge>
              <span className="text-muted text-[0.94rem]">
                {category.statutory ? <Trans>Statutory title</Trans> : <Trans>In-house prize, not a statutory title</Trans>}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Questions({ campaign }: { campaign: Campaign }) {
  const { i18n } = useLingui();
  return (
    <Panel title={<Trans>What you will be asked</Trans>}>
      <p className="text-muted mb-3">
        <Trans>Besides the title, a summary and the authors with their shares. You can save and come back at any time.</Trans>
      </p>
      <ol className="grid gap-2">
        {(campaign.form.sections ?? []).map((section) => (
          <li key={section.key}>
            <details className="border-line rounded-[10px] border px-4 py-2">
              <summary className="min-h-11 cursor-pointer content-center font-semibold">
                <Local text={section.title} />
              </summary>
              <ul className="grid gap-2 pb-2">
                {(section.fields ?? []).map((field) => (
                  <li key={field.key}>
                    <Local text={field.label} />{' '}
                    <span className="text-muted text-[0.94rem]">
                      · {i18n._(fieldKinds[field.kind])}
                      {!field.required && (
                        <>
                          {' '}
                          · <Trans>optional</Trans>
                        </>
                      )}
                      {field.confidential && (
                        <>
                          {' '}
                          · <Trans>not shown in the showcase</Trans>
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Rubrics({ campaign }: { campaign: Campaign }) {
  const used = campaign.rubrics.filter((rubric) => campaign.categories.some((category) => category.rubric_id === rubric.id));
  if (used.length === 0) return null;
  return (
    <Panel title={<Trans>How entries are judged</Trans>}>
      <p className="text-muted mb-3">
        {campaign.blind_review ? (
          <Trans>{campaign.sheets_per_entry} jurors score each entry without knowing who wrote it.</Trans>
        ) : (
          <Trans>{campaign.sheets_per_entry} jurors score each entry.</Trans>
        )}
      </p>
      <div className="grid gap-6">
        {used.map((rubric) => (
          <section key={rubric.id} className="grid gap-2">
            <h3>
              <Local text={rubric.name} />
            </h3>
            <RubricTable definition={rubric.definition} />
          </section>
        ))}
      </div>
    </Panel>
  );
}
