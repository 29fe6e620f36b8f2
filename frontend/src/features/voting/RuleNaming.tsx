import { useLingui } from '@lingui/react/macro';
import { LocalTextField } from '../../ui/LocalTextField';
import { Panel } from '../../ui/Panel';
import { DateField, TextField } from '../../ui/TextField';
import type { RuleDraft } from './ruleDraft';

/** What every part of the rule form is given. */
export interface RuleFieldsProps {
  draft: RuleDraft;
  onChange: (draft: RuleDraft) => void;
  isNew: boolean;
  errorOf: (field: string) => string | undefined;
}

const LONGEST_CODE = 20;
const LONGEST_NAME = 200;
const LONGEST_BASIS = 500;

/** How a rule is called, what it rests on, and when it holds. */
export function RuleNaming({ draft, onChange, isNew, errorOf }: RuleFieldsProps) {
  const { t } = useLingui();
  return (
    <Panel title={t`Name and validity`}>
      <div className="grid gap-4">
        {isNew && (
          <TextField
            name="code"
            label={t`Code`}
            hint={t`Capital letters, digits and hyphens, such as V4`}
            error={errorOf('code')}
            maxLength={LONGEST_CODE}
            className="max-w-44"
            value={draft.code}
            onChange={(event) => onChange({ ...draft, code: event.target.value.toUpperCase() })}
          />
        )}
        <LocalTextField
          name="name"
          label={t`Name of the rule`}
          error={errorOf('name')}
          maxLength={LONGEST_NAME}
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
        />
        <TextField
          name="legalBasis"
          label={t`Legal basis`}
          optional
          error={errorOf('legalBasis')}
          maxLength={LONGEST_BASIS}
          value={draft.legalBasis}
          onChange={(event) => onChange({ ...draft, legalBasis: event.target.value })}
        />
        <div className="flex flex-wrap gap-4">
          <DateField
            name="validFrom"
            label={t`Valid from`}
            error={errorOf('validFrom')}
            value={draft.validFrom}
            onChange={(event) => onChange({ ...draft, validFrom: event.target.value })}
          />
          <DateField
            name="validUntil"
            label={t`No longer valid from`}
            optional
            error={errorOf('validUntil')}
            value={draft.validUntil}
            onChange={(event) => onChange({ ...draft, validUntil: event.target.value })}
          />
        </div>
      </div>
    </Panel>
  );
}
