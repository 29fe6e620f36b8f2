import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import { Button } from '../../../ui/Button';
import { Picture } from '../gallery/Picture';
import type { ShownItem } from '../gallery/shownItem';
import { formatPosition } from '../words';
import { BarButton } from './BarButton';
import { ControlBar } from './ControlBar';
import { KeyList } from './KeyList';
import { languageName } from './Menus';
import { Broken, OfflineSign, PrintedAddress, Resume, Unready } from './moments';
import { PlayerIcon } from './PlayerIcon';
import { SeekBar } from './SeekBar';
import { styled } from './styled';
import { Glimpse, Timeline } from './Timeline';
import { Transcript } from './Transcript';
import type { Player } from './usePlayer';
import { usePlayer } from './usePlayer';
import { usePlayerKeys } from './usePlayerKeys';
import { useCaptions, useFullScreen, useIdle, useOwnWindow } from './useScreen';
import './player.css';

interface FilmPlayerProps {
  item: ShownItem;
  /** Where to begin, in seconds. */
  startAt?: number | undefined;
}

/** A film on black lacquer, its bar below it, what is said beside or below. It never starts by itself. */
export function FilmPlayer({ item, startAt }: FilmPlayerProps) {
  const { t } = useLingui();
  const player = usePlayer(item, startAt);
  const { playback, name, state, element } = player;
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  const full = useFullScreen(frame, element);
  const own = useOwnWindow(element);
  const isIdle = useIdle(frame, full.isFull && state.isPlaying);
  useCaptions(element, player.language, player.captions.map(({ url }) => url).join());
  const openKeys = () => setShowsKeys(true);
  const onKeyDown = usePlayerKeys(player, { screen: full.toggle, window: own.toggle, keys: openKeys });
  const label = t`Film: ${name}`;
  return (
    <div className="@container">
      <div className="grid gap-3 @4xl:grid-cols-[minmax(0,1fr)_20rem]">
        <section ref={setFrame} aria-label={label} className="theatre @container" data-idle={isIdle || undefined} onKeyDown={onKeyDown}>
          <Screen player={player} onFull={full.toggle} />
          <div className="theatre-bar">
            <SeekBar
              label={t`Place in ${name}`}
              className="seek-line"
              position={player.position}
              length={player.length}
              chapters={player.chapters}
              onSeek={player.seek}
              preview={(seconds) => <Glimpse player={player} seconds={seconds} />}
            >
              {(shown) => <Timeline player={player} shown={shown} />}
            </SeekBar>
            <ControlBar
              player={player}
              onKeys={openKeys}
              more={
                own.isPossible && (
                  <Button kind="plain" onClick={own.toggle}>
                    <Trans>Picture in picture</Trans>
                  </Button>
                )
              }
            >
              {own.isPossible && (
                <BarButton
                  icon="window"
                  label={t`Picture in picture`}
                  shortcut="P"
                  className="hidden! @lg:inline-grid!"
                  onClick={own.toggle}
                />
              )}
              <BarButton
                icon={full.isFull ? 'small' : 'large'}
                label={full.isFull ? t`Leave full screen` : t`Full screen`}
                shortcut="F"
                onClick={full.toggle}
              />
            </ControlBar>
          </div>
          <SoundAlone player={player} />
          <KeyList isOpen={showsKeys} isFilm onClose={() => setShowsKeys(false)} />
        </section>
        <Transcript player={player} isSoughtFor={startAt !== undefined} />
      </div>
      <PrintedAddress length={playback?.duration_ms ?? null} />
    </div>
  );
}

/** Where data are saved, what saves most of them is in sight and not only in a menu. */
function SoundAlone({ player: { savesData, mayBeSoundOnly, soundOnly, setSoundOnly } }: { player: Player }) {
  if (!savesData || !mayBeSoundOnly) return null;
  return (
    <div className="theatre-sound no-print">
      <Button icon="audio" aria-pressed={soundOnly} onClick={() => setSoundOnly(!soundOnly)}>
        <Trans>Sound only</Trans>
      </Button>
    </div>
  );
}

function Screen({ player, onFull }: { player: Player; onFull: () => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { item, playback, state, deck, captions, name } = player;
  const width = playback?.width ?? item.facts?.width ?? 16;
  const height = playback?.height ?? item.facts?.height ?? 9;
  const showsPoster = deck.status === 'idle' || (deck.status === 'loading' && state.position === 0) || player.tape?.isSoundOnly;
  return (
    <div className="theatre-screen" ref={styled({ '--shape': `${width} / ${height}` })}>
      {/* biome-ignore lint/a11y/useMediaCaption: captions are there where the unit wrote some */}
      <video
        ref={player.setElement}
        playsInline
        preload="none"
        aria-label={name}
        className="size-full object-contain"
        onClick={player.toggle}
        onDoubleClick={onFull}
      >
        {captions.map((track) => (
          <track key={track.url} kind="captions" srcLang={track.language} label={languageName(track.language, locale)} src={track.url} />
        ))}
      </video>
      {showsPoster && (
        <div className="theatre-poster">
          <Picture item={{ ...item, altText: '' }} sizes="(min-width: 64rem) 48rem, 100vw" fit="contain" eager />
        </div>
      )}
      {deck.status === 'idle' && player.tape !== null && (
        <button type="button" className="theatre-play" onClick={player.play}>
          <PlayerIcon name="play" size={38} />
          <span className="sr-text">{t`Play ${name}`}</span>
          {player.length > 0 && <span className="theatre-length">{formatPosition(player.length)}</span>}
        </button>
      )}
      {(state.isWaiting || deck.status === 'loading') && deck.status !== 'broken' && <span aria-hidden="true" className="theatre-wait" />}
      <OfflineSign isShown={state.isWaiting || deck.status === 'loading'} />
      <Resume player={player} />
      <Unready player={player} />
      <Broken player={player} />
    </div>
  );
}
