import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import type { SlotProps } from '../../lib/slots';
import { SelectField } from '../../ui/TextField';
import { unitsQuery } from './queries';
import { flattened, treeOf } from './tree';

/** Chooses one unit of the tree; depth is shown by indentation. */
export function UnitField({ value, onChange, ...field }: SlotProps['UnitField']) {
  const { t } = useLingui();
  const locale = useLocale();
  const query = useQuery(unitsQuery);
  return (
    <SelectField {...field} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
      <option value="">{t`Choose a unit`}</option>
      {flattened(treeOf(query.data ?? [])).map(({ unit, depth }) => (
        <option key={unit.id} value={unit.id}>
          {'\u2003'.repeat(depth)}
          {pick(unit.name, locale).text}
        </option>
      ))}
    </SelectField>
  );
}
