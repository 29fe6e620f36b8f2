import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Panel } from '../../ui/Panel';
import type { Campaign } from './queries';
import { missing as missingWords, type SetupPart } from './words';

type Part = SetupPart | 'review';

const TARGETS = {
  details: paths.campaignDetails,
  phases: paths.campaignPhases,
  form: paths.campaignForm,
  rubrics: paths.campaignRubrics,
  categories: paths.campaignCategories,
  review: paths.campaignReview,
  council: paths.campaignCouncil,
};

const names: Record<Part, MessageDescriptor> = {
  details: msg`Details`,
  phases: msg`Stages and dates`,
  form: msg`Entry form`,
  rubrics: msg`Scoring rubrics`,
  categories: msg`Award categories`,
  review: msg`Jury and assignment`,
  council: msg`Council`,
};

const BEFORE: readonly Part[] = ['details', 'phases', 'form', 'rubrics', 'categories', 'council'];
const AFTER: readonly Part[] = ['details', 'phases', 'form', 'rubrics', 'categories', 'review', 'council'];

export type TaskStatus = 'done' | 'started' | 'waiting';

/** Where a part of a draft stands: nothing there, something missing, or done. */
export function statusOf(part: Part, campaign: Campaign, missing: readonly string[]): TaskStatus {
  const isEmpty: Partial<Record<Part, boolean>> = {
    phases: campaign.phases.length === 0,
    form: (campaign.form.sections ?? []).length === 0,
    rubrics: campaign.rubrics.length === 0,
    categories: campaign.categories.length === 0,
  };
  if (isEmpty[part]) return 'waiting';
  const lacks = missing.some((code) => missingWords[code]?.part === part);
  if (!lacks) return 'done';
  return part === 'council' ? 'waiting' : 'started';
}

/** The parts of the setup with where each stands, and what is missing in words under its name. */
export function TaskList({ campaign, missing }: { campaign: Campaign; missing: readonly string[] }) {
  const { i18n } = useLingui();
  const isDraft = campaign.state === 'draft';
  const parts = isDraft ? BEFORE : AFTER;
  const done = parts.filter((part) => statusOf(part, campaign, missing) === 'done').length;
  const total = parts.length;
  const unknown = missing.filter((code) => missingWords[code] === undefined);
  return (
    <Panel title={isDraft ? <Trans>Set up the call</Trans> : <Trans>The parts of the call</Trans>}>
      {isDraft && (
        <p role="status" className="text-muted mb-2">
          <Trans>
            {done} of {total} tasks done
          </Trans>
        </p>
      )}
      <ul className="divide-line grid divide-y">
        {parts.map((part) => (
          <li key={part} className="grid gap-1 py-3 sm:grid-cols-[1fr_auto] sm:items-center">
            <div>
              <Link {...TARGETS[part](campaign.id)} className="inline-flex min-h-11 items-center font-semibold">
                {i18n._(names[part])}
              </Link>
              <Lacks part={part} missing={missing} />
            </div>
            {isDraft ? <Status status={statusOf(part, campaign, missing)} /> : <Holds part={part} campaign={campaign} />}
          </li>
        ))}
      </ul>
      {unknown.length > 0 && <p className="text-warn">{unknown.join(', ')}</p>}
    </Panel>
  );
}

/** What a part of a published call holds, in a few words. */
function Holds({ part, campaign }: { part: Part; campaign: Campaign }) {
  const sections = campaign.form.sections ?? [];
  const questions = sections.reduce((sum, section) => sum + (section.fields ?? []).length, 0);
  const waiting = campaign.deadline_changes.filter((change) => change.state === 'requested').length;
  if (part === 'phases' && waiting > 0) {
    return (
      <span>
        <StatusBadge tone="warn">
          <Trans>A later date waits for a second manager</Trans>
        </StatusBadge>
      </span>
    );
  }
  const { phases, rubrics, categories, sheets_per_entry: sheets } = campaign;
  return (
    <span className="text-muted">
      {part === 'phases' && <Plural value={phases.length} one="# stage" other="# stages" />}
      {part === 'form' && <Plural value={questions} one="# question" other="# questions" />}
      {part === 'rubrics' && <Plural value={rubrics.length} one="# rubric" other="# rubrics" />}
      {part === 'categories' && <Plural value={categories.length} one="# category" other="# categories" />}
      {part === 'review' && <Plural value={sheets} one="# sheet for each entry" other="# sheets for each entry" />}
    </span>
  );
}

function Lacks({ part, missing }: { part: Part; missing: readonly string[] }) {
  const { i18n } = useLingui();
  const found = missing.flatMap((code) => {
    const entry = missingWords[code];
    return entry?.part === part ? [{ code, words: i18n._(entry.words) }] : [];
  });
  if (found.length === 0) return null;
  return (
    <ul className="text-warn text-[0.94rem]">
      {found.map(({ code, words }) => (
        <li key={code}>{words}</li>
      ))}
    </ul>
  );
}

function Status({ status }: { status: TaskStatus }) {
  if (status === 'done')
    return (
      <span className="text-ok">
        <Trans>Completed</Trans>
      </span>
    );
  return (
    <span>
      <StatusBadge tone={status === 'started' ? 'warn' : 'neutral'}>
        {status === 'started' ? <Trans>In progress</Trans> : <Trans>Not yet started</Trans>}
      </StatusBadge>
    </span>
  );
}
