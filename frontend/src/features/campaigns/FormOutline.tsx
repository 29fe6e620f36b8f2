import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { missingLanguages, pick } from '../../lib/localText';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { freeKey, newQuestion, type Place, questionKeys, type Section } from './formModel';
import { MoveButtons, moved, replaced, without } from './MoveButtons';
import { fieldKinds } from './words';

interface FormOutlineProps {
  sections: Section[];
  place: Place;
  onPlace: (place: Place) => void;
  onChange: (sections: Section[]) => void;
  onAddSection: () => void;
}

/** Sections and their questions in order: choose one, move it, take it out, add another. */
export function FormOutline({ sections, place, onPlace, onChange, onAddSection }: FormOutlineProps) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <div className="grid gap-4">
      <ol className="grid gap-4">
        {sections.map((section, index) => {
          const title = pick(section.title, locale).text || t`Untitled section`;
          return (
            <li key={section.key} className="grid gap-1">
              <Entry
                isChosen={place.section === index && place.field === null}
                title={title}
                isStrong
                lacks={missingLanguages(section.title).length}
                onChoose={() => onPlace({ section: index, field: null })}
              />
              {place.section === index && place.field === null && (
                <MoveButtons
                  name={title}
                  index={index}
                  count={sections.length}
                  onMove={(to) => {
                    onChange(moved(sections, index, to));
                    onPlace({ section: to, field: null });
                  }}
                  onRemove={() => {
                    onChange(without(sections, index));
                    onPlace({ section: Math.max(0, index - 1), field: null });
                  }}
                />
              )}
              <Questions
                section={section}
                chosen={place.section === index ? place.field : null}
                onChoose={(field) => onPlace({ section: index, field })}
                onChange={(changed) => onChange(replaced(sections, index, changed))}
                used={questionKeys(sections)}
              />
            </li>
          );
        })}
      </ol>
      <div>
        <Button icon="plus" onClick={onAddSection}>
          <Trans>Add a section</Trans>
        </Button>
      </div>
    </div>
  );
}

interface QuestionsProps {
  section: Section;
  chosen: number | null;
  used: string[];
  onChoose: (field: number | null) => void;
  onChange: (section: Section) => void;
}

function Questions({ section, chosen, used, onChoose, onChange }: QuestionsProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const fields = section.fields;
  return (
    <div className="border-line ml-3 grid gap-1 border-l-2 pl-2">
      <ol className="grid gap-1">
        {fields.map((field, at) => {
          const label = pick(field.label, locale).text || t`New question`;
          return (
            <li key={field.key} className="grid gap-1">
              <Entry
                isChosen={chosen === at}
                title={label}
                note={i18n._(fieldKinds[field.kind])}
                lacks={missingLanguages(field.label).length}
                onChoose={() => onChoose(at)}
              />
              {chosen === at && (
                <MoveButtons
                  name={label}
                  index={at}
                  count={fields.length}
                  onMove={(to) => {
                    onChange({ ...section, fields: moved(fields, at, to) });
                    onChoose(to);
                  }}
                  onRemove={() => {
                    onChange({ ...section, fields: without(fields, at) });
                    onChoose(fields.length > 1 ? Math.max(0, at - 1) : null);
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
      <Button
        kind="plain"
        icon="plus"
        className="justify-self-start"
        onClick={() => {
          onChange({ ...section, fields: [...fields, newQuestion(freeKey('question', used), 'short_text')] });
          onChoose(fields.length);
        }}
      >
        <Trans>Add a question</Trans>
      </Button>
    </div>
  );
}

interface EntryProps {
  isChosen: boolean;
  title: string;
  note?: string;
  isStrong?: boolean;
  /** How many languages have no words yet. */
  lacks: number;
  onChoose: () => void;
}

function Entry({ isChosen, title, note, isStrong = false, lacks, onChoose }: EntryProps) {
  return (
    <button
      type="button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
      className={classes(
        'min-h-11 rounded-[8px] border px-3 py-1.5 text-left',
        isStrong && 'font-semibold',
        isChosen ? 'border-link bg-info-soft' : 'hover:bg-sunken border-transparent',
      )}
    >
      {title}
      {note !== undefined && <span className="text-muted block text-sm font-normal">{note}</span>}
      {lacks > 0 && (
        <span className="block font-normal">
          <Badge tone="neutral">
            <Trans>translation missing</Trans>
          </Badge>
        </span>
      )}
    </button>
  );
}
