import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Panel } from '../../ui/Panel';
import { DraftForm, FrozenNotice } from './DraftForm';
import { FormOutline } from './FormOutline';
import { FormPreview } from './FormPreview';
import { type FormFault, faultsOf, freeKey, type Place, type Section, sectionsOf } from './formModel';
import { NO_TEXT } from './localTexts';
import { replaced } from './MoveButtons';
import { QuestionPanel } from './QuestionPanel';
import { type Campaign, changes } from './queries';
import { SectionPanel } from './SectionPanel';
import { SetupFrame } from './SetupFrame';
import { useDraft } from './useDraft';

/** The builder of the entry form: its outline, what is in hand, and how units will see it. */
export function FormPage() {
  const { t } = useLingui();
  return (
    <SetupFrame
      title={t`Entry form`}
      width="wide"
      lead={<Trans>Title, summary, authors and unit are always asked; build the rest here.</Trans>}
    >
      {(campaign, isFrozen) => (isFrozen ? <FrozenForm campaign={campaign} /> : <FormEditor key={campaign.id} campaign={campaign} />)}
    </SetupFrame>
  );
}

/** The form as units see it, once nothing of it can change. */
function FrozenForm({ campaign }: { campaign: Campaign }) {
  return (
    <div className="grid max-w-4xl gap-6">
      <FrozenNotice />
      {sectionsOf(campaign.form).map((section) => (
        <Panel key={section.key}>
          <FormPreview section={section} />
        </Panel>
      ))}
    </div>
  );
}

const read = (campaign: Campaign) => sectionsOf(campaign.form);

function FormEditor({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const sentences: Record<FormFault['code'], string> = {
    text: t`Please give the words in Vietnamese`,
    options: t`A choice needs at least two options`,
    accept: t`Please choose at least one kind of file`,
    bounds: t`The largest value is below the smallest`,
  };
  const [place, setPlace] = useState<Place>({ section: 0, field: null });
  const draft = useDraft({
    campaign,
    read,
    send: (sections, version) => changes.form(campaign.id, { version, form: { sections } }),
    check: (sections) => {
      const faults = faultsOf(sections);
      // The fields of what is in hand are the only ones on screen, so the first fault is brought there.
      if (faults[0] !== undefined) setPlace(faults[0].place);
      return faults.map(({ path, code }) => ({ field: path, message: sentences[code] }));
    },
  });
  const sections = draft.value;
  const choose = (chosen: Place) => {
    setPlace(chosen);
    requestAnimationFrame(bringInHand);
  };
  const addSection = () => {
    const key = freeKey(
      'section',
      sections.map((one) => one.key),
    );
    draft.setValue([...sections, { key, title: NO_TEXT, help: null, fields: [] }]);
    setPlace({ section: sections.length, field: null });
  };
  return (
    <DraftForm campaignId={campaign.id} draft={draft} isFrozen={false}>
      {sections.length === 0 ? (
        <EmptyState
          title={t`The form is empty`}
          action={
            <Button kind="quiet" icon="plus" onClick={addSection}>
              <Trans>Add a section</Trans>
            </Button>
          }
        >
          <Trans>A section is one page of questions about one topic.</Trans>
        </EmptyState>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2 xl:grid-cols-[19rem_1fr_1fr]">
          <Panel title={t`Outline`}>
            <FormOutline sections={sections} place={place} onPlace={choose} onChange={draft.setValue} onAddSection={addSection} />
          </Panel>
          <div id={IN_HAND} tabIndex={-1} className={`scroll-mt-4 ${BESIDE}`}>
            <InHand sections={sections} place={place} errorOf={draft.errorOf} onChange={draft.setValue} />
          </div>
          <Panel title={t`Preview`} className={`bg-sunken lg:col-span-2 xl:col-span-1 ${BESIDE}`}>
            <FormPreview section={sections[Math.min(place.section, sections.length - 1)]} />
          </Panel>
        </div>
      )}
    </DraftForm>
  );
}

const IN_HAND = 'form-in-hand';

/** Stays in sight beside a long outline. */
const BESIDE = 'xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto';

/** On a phone what was chosen lies below the outline: it is brought to the eye. */
function bringInHand() {
  const panel = document.getElementById(IN_HAND);
  if (panel === null || panel.getBoundingClientRect().top < window.innerHeight / 2) return;
  panel.scrollIntoView({ block: 'start' });
  panel.focus({ preventScroll: true });
}

interface InHandProps {
  sections: Section[];
  place: Place;
  errorOf: (field: string) => string | undefined;
  onChange: (sections: Section[]) => void;
}

/** The properties of the section or question that was chosen in the outline. */
function InHand({ sections, place, errorOf, onChange }: InHandProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const section = sections[place.section];
  if (section === undefined) return null;
  const path = `form.sections.${place.section}`;
  const question = place.field === null ? undefined : section.fields[place.field];
  if (question === undefined || place.field === null) {
    return (
      <Panel title={t`Section`}>
        <SectionPanel
          key={section.key}
          section={section}
          path={path}
          errorOf={errorOf}
          onChange={(changed) => onChange(replaced(sections, place.section, changed))}
        />
      </Panel>
    );
  }
  const at = place.field;
  return (
    <Panel title={pick(question.label, locale).text || t`New question`}>
      <QuestionPanel
        key={question.key}
        question={question}
        path={`${path}.fields.${at}`}
        errorOf={errorOf}
        onChange={(changed) => onChange(replaced(sections, place.section, { ...section, fields: replaced(section.fields, at, changed) }))}
      />
    </Panel>
  );
}
