import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button';
import { Checkbox, CheckboxGroup } from '../../ui/Choices';
import { LocalTextField } from '../../ui/LocalTextField';
import { SelectField } from '../../ui/TextField';
import { asKind, newOption, type Question } from './formModel';
import { IntegerField } from './IntegerField';
import { NO_TEXT, textOrNull } from './localTexts';
import { MoveButtons, moved, replaced, without } from './MoveButtons';
import { type FieldKind, type FileKind, fieldKinds, fileKinds } from './words';

const KINDS: readonly FieldKind[] = ['short_text', 'long_text', 'number', 'single_choice', 'multiple_choice', 'date', 'file'];
const FILES: readonly FileKind[] = ['image', 'video', 'audio', 'document'];

interface QuestionPanelProps {
  question: Question;
  path: string;
  errorOf: (field: string) => string | undefined;
  onChange: (question: Question) => void;
}

/** Everything about one question: its words, its kind, its limits. */
export function QuestionPanel(props: QuestionPanelProps) {
  const { question, path, errorOf, onChange } = props;
  const { t, i18n } = useLingui();
  return (
    <div className="grid gap-5">
      <LocalTextField
        name={`${path}.label`}
        label={t`Question`}
        value={question.label}
        error={errorOf(`${path}.label`)}
        onChange={(label) => onChange({ ...question, label })}
      />
      <LocalTextField
        name={`${path}.hint`}
        label={t`Hint`}
        optional
        value={question.hint ?? NO_TEXT}
        error={errorOf(`${path}.hint`)}
        onChange={(hint) => onChange({ ...question, hint: textOrNull(hint) })}
      />
      <SelectField
        name={`${path}.kind`}
        label={t`Kind of answer`}
        value={question.kind}
        onChange={(event) => {
          const kind = KINDS.find((one) => one === event.target.value);
          if (kind !== undefined) onChange(asKind(question, kind));
        }}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {i18n._(fieldKinds[kind])}
          </option>
        ))}
      </SelectField>
      <Checkbox
        name={`${path}.required`}
        label={t`An answer is needed to submit`}
        checked={question.required}
        onChange={(event) => onChange({ ...question, required: event.target.checked })}
      />
      <Checkbox
        name={`${path}.confidential`}
        label={t`Confidential: stays out of the showcase`}
        checked={question.confidential}
        onChange={(event) => onChange({ ...question, confidential: event.target.checked })}
      />
      <Limits {...props} />
    </div>
  );
}

function Limits(props: QuestionPanelProps) {
  const { question, path, errorOf, onChange } = props;
  const { t } = useLingui();
  switch (question.kind) {
    case 'short_text':
      return (
        <IntegerField
          name={`${path}.max_length`}
          label={t`At most this many characters`}
          optional
          value={question.max_length}
          error={errorOf(`${path}.max_length`)}
          onChange={(max_length) => onChange({ ...question, max_length })}
        />
      );
    case 'long_text':
      return (
        <IntegerField
          name={`${path}.max_words`}
          label={t`At most this many words`}
          optional
          value={question.max_words}
          error={errorOf(`${path}.max_words`)}
          onChange={(max_words) => onChange({ ...question, max_words })}
        />
      );
    case 'number':
      return <NumberLimits {...props} />;
    case 'file':
      return <FileLimits {...props} />;
    case 'date':
      return null;
    default:
      return <Options {...props} />;
  }
}

function NumberLimits({ question, path, errorOf, onChange }: QuestionPanelProps) {
  const { t } = useLingui();
  return (
    <>
      <LocalTextField
        name={`${path}.unit`}
        label={t({ message: 'Unit', context: 'measure' })}
        hint={t`Such as days, million dong, people.`}
        optional
        value={question.unit ?? NO_TEXT}
        error={errorOf(`${path}.unit`)}
        onChange={(unit) => onChange({ ...question, unit: textOrNull(unit) })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <IntegerField
          decimal
          name={`${path}.minimum`}
          label={t`Smallest`}
          optional
          value={question.minimum}
          error={errorOf(`${path}.minimum`)}
          onChange={(minimum) => onChange({ ...question, minimum })}
        />
        <IntegerField
          decimal
          name={`${path}.maximum`}
          label={t`Largest`}
          optional
          value={question.maximum}
          error={errorOf(`${path}.maximum`)}
          onChange={(maximum) => onChange({ ...question, maximum })}
        />
      </div>
    </>
  );
}

function FileLimits({ question, path, errorOf, onChange }: QuestionPanelProps) {
  const { t, i18n } = useLingui();
  return (
    <>
      <CheckboxGroup
        name={`${path}.accept`}
        label={t`Kinds of file`}
        error={errorOf(`${path}.accept`)}
        options={FILES.map((kind) => ({ value: kind, label: i18n._(fileKinds[kind]) }))}
        value={question.accept}
        onChange={(event) => {
          const { value, checked } = event.target;
          onChange({ ...question, accept: FILES.filter((kind) => (kind === value ? checked : question.accept.includes(kind))) });
        }}
      />
      <IntegerField
        name={`${path}.max_files`}
        label={t`At most this many files`}
        optional
        value={question.max_files}
        error={errorOf(`${path}.max_files`)}
        onChange={(max_files) => onChange({ ...question, max_files })}
      />
    </>
  );
}

function Options({ question, path, errorOf, onChange }: QuestionPanelProps) {
  const { t } = useLingui();
  const options = question.options;
  const set = (changed: Question['options']) => onChange({ ...question, options: changed });
  return (
    <div className="grid gap-4">
      {options.map((option, index) => {
        const number = index + 1;
        return (
          <div key={option.value} className="border-line grid gap-2 rounded-[10px] border p-3">
            <LocalTextField
              name={`${path}.options.${index}.label`}
              label={t`Option ${number}`}
              value={option.label}
              error={errorOf(`${path}.options.${index}.label`)}
              onChange={(label) => set(replaced(options, index, { ...option, label }))}
            />
            <MoveButtons
              name={t`option ${number}`}
              index={index}
              count={options.length}
              onMove={(to) => set(moved(options, index, to))}
              onRemove={() => set(without(options, index))}
            />
          </div>
        );
      })}
      <div>
        <Button icon="plus" onClick={() => set([...options, newOption(options.map((one) => one.value))])}>
          <Trans>Add an option</Trans>
        </Button>
      </div>
    </div>
  );
}
