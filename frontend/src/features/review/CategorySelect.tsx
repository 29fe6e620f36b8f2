import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { SelectField } from '../../ui/TextField';
import type { Review } from './queries';

interface CategorySelectProps {
  review: Review;
  value: string;
  onChange: (categoryId: string) => void;
}

/** Which category of the call is looked at. */
export function CategorySelect({ review, value, onChange }: CategorySelectProps) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <div className="w-full max-w-md">
      <SelectField name="category" label={t`Category`} value={value} onChange={(event) => onChange(event.target.value)}>
        {review.categories.map((one) => (
          <option key={one.category_id} value={one.category_id}>
            {pick(one.name, locale).text}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
