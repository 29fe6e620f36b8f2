import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Choices';
import { DefinitionList } from '../../ui/DefinitionList';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { Answer } from './Answers';
import { AuthorList } from './AuthorList';
import { StillPrepared, WithoutWords } from './FileNotes';
import { PublicPreview } from './PublicPreview';
import { fieldOf, type SectionProgress, sectionsOf } from './progress';
import { type FormSection, type Initiative, initiativeQuery, previewQuery, send, useInitiativeChange } from './queries';
import { useQuestionName } from './SectionPage';
import { useSectionName } from './TaskListPage';
import { AUTHORS, BASICS } from './words';

/** Everything once more before it is handed in; what is missing comes first, with the way there. */
export function CheckAnswersPage() {
  const { initiativeId = '' } = useParams({ strict: false });
  const query = useQuery({ ...initiativeQuery(initiativeId), staleTime: 0 });
  const preview = useQuery(previewQuery(initiativeId));
  return (
    <Page width="form">
      <Loaded query={query}>
        {(initiative) => <Loaded query={preview}>{(shown) => <Check initiative={initiative} preview={shown} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Check({ initiative, preview }: { initiative: Initiative; preview: Schemas['InitiativePreview'] }) {
  const { t } = useLingui();
  const sections = sectionsOf(initiative, preview.missing);
  return (
    <>
      <PageHeading
        title={t`Check your answers`}
        above={
          <Link {...paths.initiativeEdit(initiative.id)}>
            ← <Trans>All sections</Trans>
          </Link>
        }
        lead={initiative.title}
      />
      <div className="grid gap-6">
        <Missing initiative={initiative} sections={sections} />
        <Panel title={t`Title and summary`} actions={<ChangeLink initiative={initiative} section={BASICS} name={t`Title and summary`} />}>
          <p className="font-semibold">{initiative.title}</p>
          <p className="max-w-[68ch] whitespace-pre-line">{initiative.summary}</p>
        </Panel>
        {(initiative.form.sections ?? []).map((section) => (
          <Answers key={section.key} initiative={initiative} section={section} />
        ))}
        <Panel
          title={t`Authors and shares`}
          actions={<ChangeLink initiative={initiative} section={AUTHORS} name={t`Authors and shares`} />}
        >
          <AuthorList authors={initiative.authors} />
        </Panel>
        <WithoutWords initiative={initiative} />
        <PublicPreview content={preview.content} form={initiative.form} />
        <StillPrepared initiative={initiative} />
        {preview.missing.length === 0 && <HandIn initiative={initiative} />}
      </div>
    </>
  );
}

function ChangeLink({ initiative, section, name }: { initiative: Initiative; section: string; name: string }) {
  return (
    <Link {...paths.initiativeSection(initiative.id, section)} className="-my-2 inline-flex min-h-11 items-center">
      <Trans>
        Change<span className="sr-text"> {name}</span>
      </Trans>
    </Link>
  );
}

function Missing({ initiative, sections }: { initiative: Initiative; sections: readonly SectionProgress[] }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const questionOf = useQuestionName(initiative);
  const nameOf = useSectionName(initiative);
  const open = sections.filter((section) => section.faults.length > 0);
  if (open.length === 0) return null;
  return (
    <Notice tone="warn" title={t`Before it can be handed in`}>
      <ul className="mt-1 grid gap-1">
        {open.flatMap((section) =>
          section.faults.map((fault) => {
            const question = questionOf(fieldOf(fault));
            const sentence = texts.ofCode(fault.code, fault.facts);
            return (
              <li key={`${section.key} ${fieldOf(fault)} ${fault.code}`}>
                <Trans>
                  <Link {...paths.initiativeSection(initiative.id, section.key)}>{question}</Link>: {sentence}
                </Trans>{' '}
                <span className="text-muted">({nameOf(section.key)})</span>
              </li>
            );
          }),
        )}
      </ul>
    </Notice>
  );
}

function Answers({ initiative, section }: { initiative: Initiative; section: FormSection }) {
  const nameOf = useSectionName(initiative);
  const change = <ChangeLink initiative={initiative} section={section.key} name={nameOf(section.key)} />;
  return (
    <Panel title={<Local text={section.title} />} actions={change}>
      <DefinitionList
        items={(section.fields ?? []).map((field) => {
          const files = initiative.attachments.filter((file) => file.field_key === field.key);
          return {
            key: field.key,
            term: <Local text={field.label} />,
            value:
              field.kind === 'file' && files.length > 0 ? (
                <ul>
                  {files.map((file) => (
                    <li key={file.media_id} className="break-all">
                      {file.file_name}
                      {file.caption && <span className="text-muted"> · {file.caption}</span>}
                    </li>
                  ))}
                </ul>
              ) : (
                <Answer field={field} value={field.kind === 'file' ? undefined : initiative.answers[field.key]} />
              ),
          };
        })}
      />
    </Panel>
  );
}

function HandIn({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const navigate = useNavigate();
  const [isTrue, setTrue] = useState(false);
  const [isTried, setTried] = useState(false);
  const submit = useInitiativeChange(() => send.submit(initiative.id, initiative.version));
  if (!initiative.open_actions.includes('submit')) {
    return (
      <Notice tone="ok" title={t`Everything is there`}>
        <Trans>The lead of your unit can now hand it in.</Trans>
      </Notice>
    );
  }
  const go = () => {
    setTried(true);
    if (isTrue) submit.mutate(undefined, { onSuccess: () => void navigate(paths.initiativeReceipt(initiative.id)) });
  };
  return (
    <Panel title={t`Hand it in`}>
      <div className="grid gap-4">
        <Checkbox
          name="oath"
          label={t`What we hand in is true, it is our own work, and everybody who had a part in it is named.`}
          error={isTried && !isTrue ? texts.ofCode('oath_required') : undefined}
          checked={isTrue}
          onChange={(event) => setTrue(event.target.checked)}
        />
        {submit.isError && (
          <Notice tone="bad" live>
            {texts.of(submit.error)}
          </Notice>
        )}
        <div>
          <Button kind="primary" busy={submit.isPending} onClick={go}>
            <Trans>Submit the initiative</Trans>
          </Button>
        </div>
      </div>
    </Panel>
  );
}
