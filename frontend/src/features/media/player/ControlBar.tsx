import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatPosition } from '../words';
import { BarButton } from './BarButton';
import { CaptionsMenu, ChaptersMenu, SettingsMenu } from './Menus';
import { prefer, usePreferences } from './preferences';
import type { Player } from './usePlayer';

interface ControlBarProps {
  player: Player;
  onKeys: () => void;
  /** Buttons at the end, for what only a film can do. */
  children?: ReactNode;
  /** More lines in the settings. */
  more?: ReactNode;
}

/** Play, loudness, time, captions, chapters, settings. */
export function ControlBar({ player, onKeys, children, more }: ControlBarProps) {
  const { position, length } = player;
  return (
    <div className="no-print flex items-center gap-x-1">
      <PlayButton player={player} />
      <Loudness />
      <p className="ms-1 text-[0.94rem] whitespace-nowrap tabular-nums">
        {formatPosition(position)} <span className="opacity-75">/ {formatPosition(length)}</span>
      </p>
      <div className="ms-auto flex items-center">
        <ChaptersMenu player={player} />
        <CaptionsMenu player={player} />
        <SettingsMenu player={player} onKeys={onKeys}>
          {more}
        </SettingsMenu>
        {children}
      </div>
    </div>
  );
}

function PlayButton({ player }: { player: Player }) {
  const { t } = useLingui();
  const { state, name } = player;
  const [icon, label] = state.isPlaying
    ? (['pause', t`Pause ${name}`] as const)
    : ([state.hasEnded ? 'again' : 'play', t`Play ${name}`] as const);
  return (
    <BarButton icon={icon} label={label} shortcut="K" disabled={player.tape === null} className="player-play" onClick={player.toggle} />
  );
}

function Loudness() {
  const { t } = useLingui();
  const { volume, isMuted } = usePreferences();
  const isSilent = isMuted || volume === 0;
  return (
    <div className="flex items-center">
      <BarButton
        icon={isSilent ? 'mute' : volume < 0.5 ? 'quiet' : 'loud'}
        label={isSilent ? t`Sound on` : t`Mute`}
        shortcut="M"
        onClick={() => prefer(isSilent ? { isMuted: false, volume: volume || 0.5 } : { isMuted: true })}
      />
      <input
        type="range"
        min={0}
        max={1}
        step={0.1}
        value={isMuted ? 0 : volume}
        aria-label={t`Volume`}
        className="player-loudness accent-gold hidden w-20 @lg:block"
        onChange={(event) => prefer({ volume: event.target.valueAsNumber, isMuted: false })}
      />
    </div>
  );
}
