import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useRef, useState } from 'react';
import { useProblemTexts } from '../../../api/problems';
import { Button } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import { Dialog } from '../../../ui/Dialog';
import { Notice } from '../../../ui/Notice';
import type { MediaRead } from '../queries';
import { formatMoment } from '../redaction/stretches';
import { formatPosition } from '../words';
import { usePosterChoice } from './changes';
import { momentsOf } from './point';
import { useFrames } from './useFrames';

/** Of a film so short, ten frames lie nearer together than seconds. */
const SHORT_MS = 30_000;

/** Chooses the picture of a film: one of ten moments, or the one at which it was stopped. */
export function PosterEditor({ media, onClose }: { media: MediaRead; onClose: () => void }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const [atMs, setAtMs] = useState<number | null>(media.poster_at_ms);
  const choice = usePosterChoice(media);
  return (
    <Dialog
      isOpen
      title={t`The picture of the film`}
      onClose={onClose}
      actions={
        <>
          <Button
            kind="primary"
            busy={choice.isPending}
            aria-disabled={atMs === media.poster_at_ms || undefined}
            onClick={() => (atMs === media.poster_at_ms ? onClose() : choice.mutate(atMs, { onSuccess: onClose }))}
          >
            {t`Save`}
          </Button>
          <Button onClick={onClose}>{t`Cancel`}</Button>
        </>
      }
    >
      <p className="text-muted">
        <Trans>It is shown before the film is played, in lists and when the film is shared.</Trans>
      </p>
      <Moments media={media} atMs={atMs} onChange={setAtMs} />
      <Stopped media={media} atMs={atMs} onChange={setAtMs} />
      <div>
        <Button kind="plain" aria-pressed={atMs === null} className="-ml-2" onClick={() => setAtMs(null)}>
          {t`Let us choose the clearest frame`}
        </Button>
      </div>
      {choice.isError && (
        <Notice tone="bad" live>
          {texts.of(choice.error)}
        </Notice>
      )}
    </Dialog>
  );
}

interface MomentProps {
  media: MediaRead;
  atMs: number | null;
  onChange: (atMs: number) => void;
}

function Moments({ media, atMs, onChange }: MomentProps) {
  const { t } = useLingui();
  const moments = useMemo(() => momentsOf(media.duration_ms ?? 0), [media.duration_ms]);
  const { canvases, drawn } = useFrames(filmOf(media), moments);
  const isShort = (media.duration_ms ?? 0) < SHORT_MS;
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-5" aria-busy={drawn < moments.length}>
      {moments.map((moment, index) => {
        const position = isShort ? formatMoment(Math.round(moment / 100) * 100) : formatPosition(moment / 1000);
        const isChosen = moment === atMs;
        return (
          <li key={moment}>
            <button
              type="button"
              aria-pressed={isChosen}
              aria-label={t`The frame at ${position}`}
              className={classes(
                'bg-sunken grid w-full cursor-pointer gap-0.5 rounded-control border-2 p-0.5',
                isChosen ? 'border-link' : 'border-transparent',
              )}
              onClick={() => onChange(moment)}
            >
              <canvas
                ref={(canvas) => {
                  canvases.current[index] = canvas;
                }}
                className="aspect-video w-full rounded-[3px] object-contain"
              />
              <span className={classes('text-sm tabular-nums', isChosen ? 'font-semibold' : 'text-muted')}>{position}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Stopped({ media, atMs, onChange }: MomentProps) {
  const { t } = useLingui();
  const film = useRef<HTMLVideoElement>(null);
  const [momentMs, setMomentMs] = useState(atMs ?? 0);
  const position = formatPosition(momentMs / 1000);
  const note = () => setMomentMs(Math.round((film.current?.currentTime ?? 0) * 1000));
  return (
    <div className="grid gap-2">
      <p className="font-semibold">
        <Trans>Or stop the film where it looks best</Trans>
      </p>
      <video
        ref={film}
        src={filmOf(media)}
        muted
        controls
        playsInline
        preload="metadata"
        aria-label={media.file_name}
        className="max-h-[32dvh] w-full rounded-card bg-black"
        onTimeUpdate={note}
        onSeeked={note}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button aria-pressed={momentMs === atMs} onClick={() => onChange(momentMs)}>{t`Take the frame at ${position}`}</Button>
        {momentMs === atMs && <span className="text-muted text-sm">{t`Chosen`}</span>}
      </div>
    </div>
  );
}

function filmOf(media: MediaRead): string {
  return `/api/v1/media/${media.id}/files/play.mp4`;
}
