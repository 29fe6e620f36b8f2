import { Trans, useLingui } from '@lingui/react/macro';
import { type PointerEvent, useState } from 'react';
import { useProblemTexts } from '../../../api/problems';
import { useLocale } from '../../../lib/i18n';
import { formatNumber, formatPercent } from '../../../lib/numbers';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Notice } from '../../../ui/Notice';
import { NumberField } from '../../../ui/TextField';
import { styled } from '../player/styled';
import type { MediaRead } from '../queries';
import { pictureUrl, useAim } from './changes';
import { movedBy, type Point, pointAt, positionOf, thousandthsOf } from './point';

/** Sets the point of a picture that stays in view when it is cut: by pointer, by arrow keys, or in numbers. */
export function FocusEditor({ media, onClose }: { media: MediaRead; onClose: () => void }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const [point, setPoint] = useState<Point>({ x: media.focal_point.x, y: media.focal_point.y });
  const aim = useAim(media);
  return (
    <Dialog
      isOpen
      title={t`What stays in view`}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" busy={aim.isPending} onClick={() => aim.mutate(point, { onSuccess: onClose })}>
            {t`Save`}
          </Button>
          <Button onClick={onClose}>{t`Cancel`}</Button>
        </>
      }
    >
      <p className="text-muted">
        <Trans>Lists and cards cut pictures to their own shape. Press on what matters most, or move the point with the arrow keys.</Trans>
      </p>
      <Aim media={media} point={point} onChange={setPoint} />
      <Numbers point={point} onChange={setPoint} />
      <Cuts media={media} point={point} />
      {aim.isError && (
        <Notice tone="bad" live>
          {texts.of(aim.error)}
        </Notice>
      )}
    </Dialog>
  );
}

interface AimProps {
  media: MediaRead;
  point: Point;
  onChange: (point: Point) => void;
}

function Aim({ media, point, onChange }: AimProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const left = formatPercent(point.x / 1000, locale, 0);
  const top = formatPercent(point.y / 1000, locale, 0);
  const take = (event: PointerEvent<HTMLDivElement>) =>
    onChange(pointAt(event.clientX, event.clientY, event.currentTarget.getBoundingClientRect()));
  return (
    <div className="bg-sunken grid place-items-center rounded-card p-2">
      <div
        className="relative w-fit cursor-crosshair touch-none select-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          take(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && take(event)}
      >
        <img src={pictureUrl(media, 'w640.webp')} alt={media.file_name} draggable={false} className="block max-h-[40dvh] max-w-full" />
        <button
          type="button"
          ref={styled({ left: `${point.x / 10}%`, top: `${point.y / 10}%` })}
          className="absolute grid size-11 -translate-x-1/2 -translate-y-1/2 cursor-grab place-items-center rounded-full"
          aria-label={t`Point that stays in view: ${left} from the left, ${top} from the top. Arrow keys move it.`}
          onKeyDown={(event) => {
            const moved = movedBy(event.key, event.shiftKey, point);
            if (moved === null) return;
            event.preventDefault();
            onChange(moved);
          }}
        >
          <svg aria-hidden="true" viewBox="0 0 44 44" className="size-11">
            <circle cx="22" cy="22" r="15" fill="none" stroke="#000" strokeWidth="6" strokeOpacity="0.55" />
            <circle cx="22" cy="22" r="15" fill="none" stroke="#fff" strokeWidth="3" />
            <circle cx="22" cy="22" r="4" fill="#fff" stroke="#000" strokeOpacity="0.55" />
          </svg>
        </button>
      </div>
    </div>
  );
}

function Numbers({ point, onChange }: { point: Point; onChange: (point: Point) => void }) {
  const { t } = useLingui();
  return (
    <div className="grid max-w-80 grid-cols-2 gap-x-6">
      <Share key={`x ${point.x}`} name="focal-x" label={t`From the left`} value={point.x} onChange={(x) => onChange({ ...point, x })} />
      <Share key={`y ${point.y}`} name="focal-y" label={t`From the top`} value={point.y} onChange={(y) => onChange({ ...point, y })} />
    </div>
  );
}

interface ShareProps {
  name: string;
  label: string;
  value: number;
  onChange: (value: number) => void;
}

/** A percentage that is taken over when it is left, so that half a number does not move the point. */
function Share({ name, label, value, onChange }: ShareProps) {
  const [text, setText] = useState(formatNumber(value / 10, useLocale()));
  const leave = () => {
    const read = thousandthsOf(text);
    if (read !== null && read !== value) onChange(read);
  };
  return (
    <NumberField
      name={name}
      label={label}
      unit="%"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}

const SHAPES = [
  { name: '16:9', box: 'aspect-video w-40' },
  { name: '4:3', box: 'aspect-[4/3] w-30' },
  { name: '1:1', box: 'aspect-square w-22' },
] as const;

function Cuts({ media, point }: { media: MediaRead; point: Point }) {
  return (
    <div>
      <p className="mb-1.5 font-semibold">
        <Trans>So it will be cut</Trans>
      </p>
      <ul className="flex flex-wrap items-end gap-3">
        {SHAPES.map(({ name, box }) => (
          <li key={name} className="text-muted text-sm">
            <img
              ref={styled({ 'object-position': positionOf(point) })}
              src={pictureUrl(media, 'w320.webp')}
              alt=""
              className={`${box} border-line rounded-control border object-cover`}
            />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
