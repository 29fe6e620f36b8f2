import { useState } from 'react';
import type { FieldProps } from '../../ui/FieldFrame';
import { NumberField } from '../../ui/TextField';

interface IntegerFieldProps extends FieldProps {
  value: number | null;
  onChange: (value: number | null) => void;
  unit?: string | undefined;
  /** Numbers with a fraction are fine too. */
  decimal?: boolean;
}

/** Reads what was typed; `null` for nothing, `undefined` for what is no number. */
export function parseNumber(text: string, decimal = false): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const pattern = decimal ? /^-?\d{1,15}(\.\d{1,6})?$/ : /^-?\d{1,9}$/;
  return pattern.test(plain) ? Number(plain) : undefined;
}

/** A number while it is typed. What is no number does not get out; leaving the field shows what counts. */
export function IntegerField({ value, onChange, decimal = false, ...field }: IntegerFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <NumberField
      {...field}
      inputMode={decimal ? 'decimal' : 'numeric'}
      value={typed ?? value ?? ''}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = parseNumber(event.target.value, decimal);
        if (number !== undefined) onChange(number);
      }}
    />
  );
}
