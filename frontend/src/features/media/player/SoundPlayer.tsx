import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ShownItem } from '../gallery/shownItem';
import { ControlBar } from './ControlBar';
import { KeyList } from './KeyList';
import { Broken, OfflineSign, PrintedAddress, Resume, Unready } from './moments';
import { SeekBar } from './SeekBar';
import { Transcript } from './Transcript';
import { usePlayer } from './usePlayer';
import { usePlayerKeys } from './usePlayerKeys';
import { Wave } from './Wave';
import './player.css';

interface SoundPlayerProps {
  item: ShownItem;
  /** Where to begin, in seconds. */
  startAt?: number | undefined;
}

/** A sound: its shape to move in, and below it the bar that films have. */
export function SoundPlayer({ item, startAt }: SoundPlayerProps) {
  const { t } = useLingui();
  const player = usePlayer(item, startAt);
  const { name, playback, deck, state } = player;
  const [showsKeys, setShowsKeys] = useState(false);
  const onKeyDown = usePlayerKeys(player, { keys: () => setShowsKeys(true) });
  const label = t`Sound: ${name}`;
  return (
    <div className="@container grid gap-3">
      <section aria-label={label} className="panel sound @container" onKeyDown={onKeyDown}>
        {/* biome-ignore lint/a11y/useMediaCaption: what is said stands in the transcript, for a sound has no screen */}
        <audio ref={player.setElement} preload="none" aria-label={name} />
        <SeekBar
          label={t`Place in ${name}`}
          className="seek-wave"
          position={player.position}
          length={player.length}
          chapters={player.chapters}
          onSeek={player.seek}
        >
          {(shown) => (
            <Wave
              peaks={playback?.waveform ?? item.facts?.waveform}
              share={player.length > 0 ? shown / player.length : 0}
              chapters={player.chapters.map(({ start_ms }) => start_ms / 1000 / Math.max(1, player.length))}
            />
          )}
        </SeekBar>
        <ControlBar player={player} onKeys={() => setShowsKeys(true)} />
        <OfflineSign isShown={state.isWaiting || deck.status === 'loading'} />
        <Resume player={player} />
        <Unready player={player} />
        <Broken player={player} />
        <KeyList isOpen={showsKeys} isFilm={false} onClose={() => setShowsKeys(false)} />
      </section>
      <Transcript player={player} isSoughtFor={startAt !== undefined} />
      <PrintedAddress length={playback?.duration_ms ?? null} />
    </div>
  );
}
