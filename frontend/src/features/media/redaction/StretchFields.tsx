import { Trans, useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/TextField';
import { formatMoment } from './stretches';

/** Two moments as they are typed. */
export interface StretchText {
  from: string;
  to: string;
}

interface StretchFieldsProps {
  id: string;
  player: RefObject<HTMLMediaElement | null>;
  value: StretchText;
  isOptional: boolean;
  onChange: (value: StretchText) => void;
}

/** From when to when: typed, or taken from where the player stands. */
export function StretchFields({ id, player, value, isOptional, onChange }: StretchFieldsProps) {
  const { t } = useLingui();
  const here = () => formatMoment(Math.round((player.current?.currentTime ?? 0) * 10) * 100);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold">
        {isOptional ? <Trans>From when to when; leave empty for the whole film</Trans> : <Trans>From when to when</Trans>}
      </legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="grid content-start gap-2">
          <TextField
            name={`from-${id}`}
            label={t`From`}
            hint={t`Minutes and seconds, such as 1:05`}
            value={value.from}
            onChange={(event) => onChange({ ...value, from: event.target.value })}
          />
          <Button onClick={() => onChange({ ...value, from: here() })}>
            <Trans>From where the player stands</Trans>
          </Button>
        </div>
        <div className="grid content-start gap-2">
          <TextField
            name={`to-${id}`}
            label={t`To`}
            hint={t`Minutes and seconds, such as 1:12`}
            value={value.to}
            onChange={(event) => onChange({ ...value, to: event.target.value })}
          />
          <Button onClick={() => onChange({ ...value, to: here() })}>
            <Trans>To where the player stands</Trans>
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
