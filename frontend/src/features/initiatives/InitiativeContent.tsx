import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../api/Loaded';
import { DefinitionList } from '../../ui/DefinitionList';
import { Local } from '../../ui/Local';
import { Answer, Files, hasAnswer } from './Answers';
import { AuthorList } from './AuthorList';
import { type Initiative, initiativeQuery } from './queries';

type Shown = Pick<Initiative, 'summary' | 'answers' | 'form' | 'attachments' | 'authors'>;

/** Everything of an entry: files, summary, answers, authors. */
export function ContentView({ content }: { content: Shown }) {
  return (
    <div className="grid gap-6">
      <Files files={content.attachments} />
      <p className="max-w-[68ch] text-lg whitespace-pre-line">{content.summary}</p>
      {(content.form.sections ?? []).map((section) => {
        const answered = (section.fields ?? []).filter((field) => field.kind !== 'file' && hasAnswer(content.answers[field.key]));
        if (answered.length === 0) return null;
        return (
          <section key={section.key}>
            <h2>
              <Local text={section.title} />
            </h2>
            <DefinitionList
              items={answered.map((field) => ({
                key: field.key,
                term: (
                  <>
                    <Local text={field.label} />
                    {field.confidential && (
                      <span className="text-muted block text-sm font-normal">
                        <Trans>not shown to the public</Trans>
                      </span>
                    )}
                  </>
                ),
                value: <Answer field={field} value={content.answers[field.key]} />,
              }))}
            />
          </section>
        );
      })}
      <section>
        <h2>
          <Trans>Authors</Trans>
        </h2>
        <AuthorList authors={content.authors} />
      </section>
    </div>
  );
}

/** A submitted initiative as this reader may see it, for other parts of the app. */
export function InitiativeContent({ initiativeId }: { initiativeId: string }) {
  const query = useQuery(initiativeQuery(initiativeId));
  return <Loaded query={query}>{(initiative) => <ContentView content={initiative} />}</Loaded>;
}
