import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Icon } from '../../ui/Icon';
import { Local } from '../../ui/Local';
import type { Question, Section } from './formModel';
import { fileKinds } from './words';

/** One section as units will see it. A picture, not a form: its controls cannot be reached. */
export function FormPreview({ section }: { section: Section | undefined }) {
  const { t } = useLingui();
  if (section === undefined) return null;
  return (
    <div className="grid gap-5">
      <div>
        <p className="font-display text-xl font-semibold">{section.title.vi ? <Local text={section.title} /> : t`Untitled section`}</p>
        {section.help && (
          <p className="text-muted">
            <Local text={section.help} />
          </p>
        )}
      </div>
      {section.fields.map((field) => (
        <QuestionPreview key={field.key} question={field} />
      ))}
      {section.fields.length === 0 && (
        <p className="text-muted">
          <Trans>No questions yet</Trans>
        </p>
      )}
    </div>
  );
}

function QuestionPreview({ question }: { question: Question }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-1.5">
      <p className="font-semibold">
        {question.label.vi ? <Local text={question.label} /> : t`New question`}
        {!question.required && (
          <span className="text-muted font-normal">
            {' '}
            (<Trans>optional</Trans>)
          </span>
        )}
      </p>
      {question.hint && (
        <p className="text-muted text-[0.94rem]">
          <Local text={question.hint} />
        </p>
      )}
      <Answer question={question} />
    </div>
  );
}

function Answer({ question }: { question: Question }) {
  const { i18n } = useLingui();
  const locale = useLocale();
  const box = 'border-control bg-surface rounded-[8px] border';
  switch (question.kind) {
    case 'long_text':
      return (
        <>
          <div className={`${box} h-24`} />
          {question.max_words !== null && (
            <p className="text-muted text-sm">
              <Trans>At most {question.max_words} words</Trans>
            </p>
          )}
        </>
      );
    case 'number':
      return (
        <div className="flex items-center gap-2">
          <div className={`${box} h-11 w-32`} />
          {question.unit && <span className="text-muted">{pick(question.unit, locale).text}</span>}
        </div>
      );
    case 'date':
      return (
        <div className={`${box} text-muted flex h-11 w-44 items-center justify-end px-3`}>
          <Icon name="calendar" />
        </div>
      );
    case 'file':
      return (
        <div className="border-control text-muted grid justify-items-center gap-1 rounded-[10px] border border-dashed p-4 text-[0.94rem]">
          <Icon name="upload" size={22} />
          {question.accept.map((kind) => i18n._(fileKinds[kind])).join(', ')}
        </div>
      );
    case 'short_text':
      return <div className={`${box} h-11`} />;
    default:
      return (
        <ul className="grid gap-1.5">
          {question.options.map((option) => (
            <li key={option.value} className="flex items-center gap-2">
              <span
                aria-hidden="true"
                className={`border-control bg-surface size-5 border ${question.kind === 'single_choice' ? 'rounded-full' : 'rounded-[4px]'}`}
              />
              {option.label.vi ? <Local text={option.label} /> : '…'}
            </li>
          ))}
        </ul>
      );
  }
}
