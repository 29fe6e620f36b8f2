import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/Button';
import { NumberField } from '../../../ui/TextField';
import { fileUrl } from '../gallery/shownItem';
import { afterKey, asNumbers, asStyle, type Box, between, FIRST_BOX, type Point, WHOLE, withSide } from './boxes';
import type { RedactedFile } from './redactionQueries';

interface BoxDrawerProps {
  file: RedactedFile;
  page: number;
  player: RefObject<HTMLMediaElement | null>;
  value: Box | null;
  onChange: (box: Box) => void;
}

/** Draw a box over a picture, a page or what the player shows: with the pointer, with arrow keys, or by its four numbers. */
export function BoxDrawer({ file, page, player, value, onChange }: BoxDrawerProps) {
  const { t } = useLingui();
  const ground = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState<Point | null>(null);
  const at = (event: PointerEvent): Point => {
    const { left = 0, top = 0, width = 1, height = 1 } = ground.current?.getBoundingClientRect() ?? {};
    return { x: ((event.clientX - left) / width) * WHOLE, y: ((event.clientY - top) / height) * WHOLE };
  };
  const press = (event: KeyboardEvent) => {
    const moved = value && afterKey(value, event.key, event.shiftKey);
    if (!moved) return;
    event.preventDefault();
    onChange(moved);
  };
  return (
    <div className="grid gap-3">
      <p className="text-muted text-sm">
        <Trans>Draw with the pointer. Or put a box and move it with the arrow keys; Shift with an arrow changes its size.</Trans>
      </p>
      <div
        ref={ground}
        className="border-line relative mx-auto w-fit max-w-full cursor-crosshair touch-none overflow-hidden border select-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(at(event));
        }}
        onPointerMove={(event) => from && onChange(between(from, at(event)))}
        onPointerUp={() => setFrom(null)}
        onPointerCancel={() => setFrom(null)}
      >
        <Ground file={file} page={page} player={player} />
        {file.masks
          .filter((mask) => mask.page === null || mask.page === page)
          .flatMap((mask) =>
            mask.boxes.map((box) => <span key={`${mask.id} ${box.join()}`} className="absolute bg-black/60" style={asStyle(box)} />),
          )}
        {value && (
          <button
            type="button"
            aria-label={t`The box. Arrow keys move it, with Shift they change its size.`}
            className="absolute border-2 border-dashed border-white bg-black"
            style={asStyle(asNumbers(value))}
            onKeyDown={press}
          />
        )}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        {value === null ? (
          <Button onClick={() => onChange(FIRST_BOX)}>
            <Trans>Put a box</Trans>
          </Button>
        ) : (
          <Sides id={file.media_id} box={value} onChange={onChange} />
        )}
      </div>
    </div>
  );
}

function Sides({ id, box, onChange }: { id: string; box: Box; onChange: (box: Box) => void }) {
  const { t } = useLingui();
  const sides: { side: keyof Box; label: string }[] = [
    { side: 'left', label: t`From the left` },
    { side: 'top', label: t`From the top` },
    { side: 'width', label: t`Width` },
    { side: 'height', label: t`Height` },
  ];
  return (
    <fieldset className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
      <legend className="mb-1 text-sm">
        <Trans>The box in percent of the picture</Trans>
      </legend>
      {sides.map(({ side, label }) => (
        <NumberField
          key={side}
          name={`${side}-${id}`}
          label={label}
          unit="%"
          value={String(Math.round(box[side] / 10))}
          onChange={(event) => {
            const typed = Number(event.target.value.replace(',', '.'));
            if (Number.isFinite(typed)) onChange(withSide(box, side, typed * 10));
          }}
        />
      ))}
    </fieldset>
  );
}

function Ground({ file, page, player }: { file: RedactedFile; page: number; player: RefObject<HTMLMediaElement | null> }) {
  const { t } = useLingui();
  const look = 'block max-h-[65vh] max-w-full';
  if (file.kind === 'video') return <Frame file={file} player={player} />;
  const name = file.kind === 'document' ? `page${page}.webp` : 'w1280.webp';
  return <img src={fileUrl({ mediaId: file.media_id }, name)} alt={t`The file as handed in`} draggable={false} className={look} />;
}

/** What the player shows now, as a still picture to draw on; until it has loaded, the picture of the film. */
function Frame({ file, player }: { file: RedactedFile; player: RefObject<HTMLMediaElement | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const film = player.current;
    if (!(film instanceof HTMLVideoElement)) return;
    const put = (source: HTMLVideoElement | HTMLImageElement, width: number, height: number) => {
      const still = canvas.current;
      if (still === null || width === 0) return;
      still.width = width;
      still.height = height;
      still.getContext('2d')?.drawImage(source, 0, 0);
    };
    const draw = () => {
      if (film.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) put(film, film.videoWidth, film.videoHeight);
    };
    const poster = new Image();
    poster.onload = () => {
      if (film.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) put(poster, poster.naturalWidth, poster.naturalHeight);
    };
    poster.src = fileUrl({ mediaId: file.media_id }, 'w640.webp');
    const moments = ['loadeddata', 'seeked', 'pause', 'timeupdate'] as const;
    for (const moment of moments) film.addEventListener(moment, draw);
    draw();
    return () => {
      poster.onload = null;
      for (const moment of moments) film.removeEventListener(moment, draw);
    };
  }, [file.media_id, player]);
  return <canvas ref={canvas} width={640} height={360} className="block max-h-[65vh] w-[40rem] max-w-full bg-black" />;
}
