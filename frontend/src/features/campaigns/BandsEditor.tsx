import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button';
import { FieldGroup } from '../../ui/FieldFrame';
import { LocalTextField } from '../../ui/LocalTextField';
import { IntegerField } from './IntegerField';
import { NO_TEXT } from './localTexts';
import { replaced, without } from './MoveButtons';
import type { Band } from './rubricModel';

interface BandsEditorProps {
  bands: Band[];
  maximum: number;
  path: string;
  errorOf: (field: string) => string | undefined;
  onChange: (bands: Band[]) => void;
}

/** What ranges of points mean, in words that jurors read beside the score. */
export function BandsEditor({ bands, maximum, path, errorOf, onChange }: BandsEditorProps) {
  const { t } = useLingui();
  const add = () => {
    const top = Math.max(-1, ...bands.map((band) => band.to_points));
    const from_points = Math.min(top + 1, maximum);
    onChange([...bands, { from_points, to_points: maximum, text: NO_TEXT }]);
  };
  return (
    <FieldGroup
      name={`${path}.bands`}
      label={t`Bands`}
      hint={t`What a range of points means, in words.`}
      error={errorOf(`${path}.bands`)}
      optional
    >
      <div className="grid gap-3">
        {bands.map((band, index) => {
          const number = index + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is known by its place alone
            <div key={index} className="border-line grid gap-3 rounded-[10px] border p-3">
              <div className="flex flex-wrap items-end gap-4">
                <IntegerField
                  name={`${path}.bands.${index}.from_points`}
                  label={t`From`}
                  value={band.from_points}
                  onChange={(points) => onChange(replaced(bands, index, { ...band, from_points: points ?? 0 }))}
                />
                <IntegerField
                  name={`${path}.bands.${index}.to_points`}
                  label={t`To`}
                  value={band.to_points}
                  onChange={(points) => onChange(replaced(bands, index, { ...band, to_points: points ?? 0 }))}
                />
                <Button icon="trash" kind="danger" aria-label={t`Remove band ${number}`} onClick={() => onChange(without(bands, index))} />
              </div>
              <LocalTextField
                name={`${path}.bands.${index}.text`}
                label={t`What it means`}
                value={band.text}
                error={errorOf(`${path}.bands.${index}.text`)}
                onChange={(text) => onChange(replaced(bands, index, { ...band, text }))}
              />
            </div>
          );
        })}
        <div>
          <Button kind="plain" icon="plus" onClick={add}>
            <Trans>Add a band</Trans>
          </Button>
        </div>
      </div>
    </FieldGroup>
  );
}
