import { useLingui } from '@lingui/react/macro';
import { LocalTextField } from '../../ui/LocalTextField';
import type { Section } from './formModel';
import { NO_TEXT, textOrNull } from './localTexts';

interface SectionPanelProps {
  section: Section;
  path: string;
  errorOf: (field: string) => string | undefined;
  onChange: (section: Section) => void;
}

/** Title and help of one section. */
export function SectionPanel({ section, path, errorOf, onChange }: SectionPanelProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5">
      <LocalTextField
        name={`${path}.title`}
        label={t`Title`}
        value={section.title}
        error={errorOf(`${path}.title`)}
        onChange={(title) => onChange({ ...section, title })}
      />
      <LocalTextField
        name={`${path}.help`}
        label={t`Help under the title`}
        optional
        multiline
        value={section.help ?? NO_TEXT}
        error={errorOf(`${path}.help`)}
        onChange={(help) => onChange({ ...section, help: textOrNull(help) })}
      />
    </div>
  );
}
