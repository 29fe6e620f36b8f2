import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { AnswerField } from './AnswerField';
import { AuthorsEditor } from './AuthorsEditor';
import { BasicFields } from './BasicFields';
import { ConflictPanel } from './ConflictPanel';
import { FilesField } from './FilesField';
import { fieldOf, sectionsOf } from './progress';
import { type FormField, type Initiative, initiativeQuery, previewQuery } from './queries';
import { SaveBadge } from './SaveBadge';
import { useSectionName } from './TaskListPage';
import { type Autosave, useAutosave } from './useAutosave';
import { AUTHORS, BASICS } from './words';

/** One topic of the draft. */
export function SectionPage() {
  const { initiativeId = '', section = '' } = useParams({ strict: false });
  const query = useQuery(initiativeQuery(initiativeId));
  return (
    <Page width="form">
      <Loaded query={query}>{(initiative) => <Section key={section} initiative={initiative} section={section} />}</Loaded>
    </Page>
  );
}

interface Fault {
  field: string;
  message: string;
}

function useFaults(initiative: Initiative, section: string) {
  const cache = useQueryClient();
  const { t } = useLingui();
  const texts = useProblemTexts();
  const nameOf = useQuestionName(initiative);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [tries, setTries] = useState(0);
  const look = async (): Promise<boolean> => {
    const known = cache.getQueryData(initiativeQuery(initiative.id).queryKey) ?? initiative;
    const { missing } = await cache.fetchQuery(previewQuery(initiative.id));
    const found = sectionsOf(known, missing).find((one) => one.key === section)?.faults ?? [];
    setFaults(
      found.map((fault) => {
        const question = nameOf(fieldOf(fault));
        const sentence = texts.ofCode(fault.code, fault.facts);
        return { field: fieldOf(fault), message: t`${question}: ${sentence}` };
      }),
    );
    setTries((count) => count + 1);
    return found.length === 0;
  };
  return { faults, tries, look };
}

/** The question behind a part of the draft, in words. */
export function useQuestionName(initiative: Initiative): (part: string) => string {
  const { t } = useLingui();
  const locale = useLocale();
  return (part) => {
    const key = part.split('.')[1];
    const field = initiative.form.sections?.flatMap((section) => section.fields ?? []).find((one) => one.key === key);
    if (field) return pick(field.label, locale).text;
    if (part === 'title') return t`Title of the initiative`;
    if (part === 'summary') return t`Summary`;
    if (part === 'authors') return t`Authors and shares`;
    if (part === 'category_id') return t`Category`;
    return part.startsWith('title_translations') ? t`Title in other languages` : part;
  };
}

function Section({ initiative, section }: { initiative: Initiative; section: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const texts = useProblemTexts();
  const autosave = useAutosave(initiative);
  const nameOf = useSectionName(initiative);
  const questionOf = useQuestionName(initiative);
  const { faults, tries, look } = useFaults(initiative, section);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const saver = useRef<(() => Promise<boolean>) | null>(null);
  const keys = sectionsOf(initiative, []).map((one) => one.key);
  const index = keys.indexOf(section);
  const definition = initiative.form.sections?.find((one) => one.key === section);
  const onward = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await autosave.flush();
      if (saver.current !== null && !(await saver.current())) return;
      if (!(await look())) return;
      const following = keys[index + 1];
      await navigate(following ? paths.initiativeSection(initiative.id, following) : paths.initiativeCheck(initiative.id));
    } catch (reason) {
      setProblem(reason);
    } finally {
      setBusy(false);
    }
  };
  const above = (
    <>
      <Link {...paths.initiativeEdit(initiative.id)}>
        ← <Trans>All sections</Trans>
      </Link>
      <span className="text-muted">
        {' · '}
        <Trans>
          Section {index + 1} of {keys.length}
        </Trans>
      </span>
    </>
  );
  if (!initiative.open_actions.includes('edit')) {
    return (
      <>
        <PageHeading title={nameOf(section)} above={above} />
        <Notice>
          <Trans>This initiative cannot be changed now.</Trans> <Link {...paths.initiative(initiative.id)}>{t`See where it is`}</Link>
        </Notice>
      </>
    );
  }
  return (
    <>
      <PageHeading title={nameOf(section)} above={above} lead={definition?.help && <Local text={definition.help} />} />
      <SaveBadge state={autosave.state} hasConflict={autosave.conflicts.length > 0} />
      <form
        noValidate
        className="mt-2 grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          void onward();
        }}
      >
        <ErrorSummary errors={faults} submitCount={tries} />
        {problem !== null && (
          <Notice tone="bad" live>
            {texts.of(problem)}
          </Notice>
        )}
        <ConflictPanel
          parts={autosave.conflicts}
          mine={autosave.values}
          theirs={autosave.theirs}
          nameOf={questionOf}
          onKeepMine={autosave.keepMine}
          onTakeTheirs={autosave.takeTheirs}
        />
        <Fields
          initiative={initiative}
          section={section}
          fields={definition?.fields ?? []}
          autosave={autosave}
          faults={faults}
          saver={saver}
        />
        <div className="flex flex-wrap items-center gap-4">
          <Button kind="primary" type="submit" busy={isBusy}>
            <Trans>Save and continue</Trans>
          </Button>
          {faults.length > 0 && (
            <Link {...paths.initiativeEdit(initiative.id)}>
              <Trans>Leave it for later</Trans>
            </Link>
          )}
        </div>
      </form>
    </>
  );
}

interface FieldsProps {
  initiative: Initiative;
  section: string;
  fields: readonly FormField[];
  autosave: Autosave;
  faults: readonly Fault[];
  saver: RefObject<(() => Promise<boolean>) | null>;
}

function Fields({ initiative, section, fields, autosave, faults, saver }: FieldsProps): ReactNode {
  const errorOf = (field: string) => faults.find((fault) => fault.field === field)?.message;
  if (section === BASICS) return <BasicFields autosave={autosave} errorOf={errorOf} />;
  if (section === AUTHORS) return <AuthorsEditor initiative={initiative} error={errorOf('authors')} saver={saver} />;
  return fields.map((field) =>
    field.kind === 'file' ? (
      <FilesField key={field.key} initiative={initiative} field={field} error={errorOf(`attachments.${field.key}`)} />
    ) : (
      <AnswerField
        key={field.key}
        field={field}
        value={autosave.values[`answers.${field.key}`]}
        error={errorOf(`answers.${field.key}`)}
        onChange={(value) => autosave.change(`answers.${field.key}`, value)}
      />
    ),
  );
}
