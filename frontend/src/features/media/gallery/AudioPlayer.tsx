import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { formatPosition } from '../words';
import { NotPlayable } from './NotPlayable';
import { SeekBar } from './SeekBar';
import { fileUrl, type ShownItem } from './shownItem';
import { useLinkRenewal } from './useLinkRenewal';

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

/** A sound: play, a bar with its shape to move in, and speed. The browser's own player does the work, unseen. */
export function AudioPlayer({ item }: { item: ShownItem }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { player, watch, isBroken, retry } = useLinkRenewal<HTMLAudioElement>();
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState((item.facts?.durationMs ?? 0) / 1000);
  const speed = useRef<HTMLSelectElement>(null);
  if (isBroken) return <NotPlayable onRetry={retry} />;

  const name = item.caption || item.fileName;
  const toggle = () => {
    const sound = player.current;
    if (sound === null) return;
    if (!sound.paused) return sound.pause();
    void sound.play().catch(() => undefined);
  };
  const seek = (seconds: number) => {
    const target = Math.min(Math.max(0, seconds), length);
    if (player.current) player.current.currentTime = target;
    setPosition(target);
  };
  return (
    <section className="panel grid gap-2 p-4" aria-label={name}>
      <audio
        ref={player}
        preload="metadata"
        src={fileUrl(item.mediaId, 'play.m4a')}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => {
          if (Number.isFinite(event.currentTarget.duration)) setLength(event.currentTarget.duration);
          event.currentTarget.playbackRate = Number(speed.current?.value ?? 1);
        }}
        {...watch}
      />
      <div className="flex items-center gap-3">
        <button
          type="button"
          className="bg-link text-paper grid size-12 shrink-0 place-items-center rounded-full"
          aria-label={isPlaying ? t`Pause ${name}` : t`Play ${name}`}
          onClick={toggle}
        >
          <PlaySign isPlaying={isPlaying} />
        </button>
        <SeekBar label={t`Place in ${name}`} position={position} length={length} peaks={item.facts?.waveform} onSeek={seek} />
      </div>
      <div className="text-muted flex flex-wrap items-center justify-between gap-2 text-sm tabular-nums">
        <span>
          {formatPosition(position)} / {formatPosition(length)}
        </span>
        <label className="flex items-center gap-2">
          {t`Speed`}
          <select
            ref={speed}
            defaultValue="1"
            className="control w-auto py-1"
            onChange={(event) => {
              if (player.current) player.current.playbackRate = Number(event.target.value);
            }}
          >
            {SPEEDS.map((rate) => (
              <option key={rate} value={rate}>
                {formatNumber(rate, locale)}×
              </option>
            ))}
          </select>
        </label>
      </div>
    </section>
  );
}

function PlaySign({ isPlaying }: { isPlaying: boolean }) {
  return (
    <svg aria-hidden="true" width="22" height="22" viewBox="0 0 24 24" fill="currentColor">
      <path d={isPlaying ? 'M6 4h4.5v16H6zM13.5 4H18v16h-4.5z' : 'M7 3.5l14 8.5-14 8.5z'} />
    </svg>
  );
}
