import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { mayDo, useAccount } from '../../../api/session';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { mediaQuery } from '../queries';
import { formatPosition, useMediaSentence } from '../words';
import type { Player } from './usePlayer';

const SLOW_MS = 8_000;

function subscribeToLine(listener: () => void) {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Offers to go on where somebody stopped before. */
export function Resume({ player }: { player: Player }) {
  const { t } = useLingui();
  const [isRefused, setRefused] = useState(false);
  const { resumeAt, tape, deck } = player;
  if (resumeAt === null || isRefused || tape === null) return null;
  const place = formatPosition(resumeAt);
  return (
    <div className="player-note bottom-3">
      <Button kind="primary" onClick={() => deck.begin(resumeAt, true)}>{t`Continue at ${place}`}</Button>
      <Button kind="quiet" onClick={() => setRefused(true)}>
        <Trans>From the beginning</Trans>
      </Button>
    </div>
  );
}

/** Says that a recording is still being prepared, to its own unit how far it is. */
export function Unready({ player: { item, tape, playback, element, isUnknown, askAgain } }: { player: Player }) {
  const isUnready = isUnknown || (playback !== undefined && element !== null && tape === null);
  const mayAsk = mayDo(useAccount(), 'draft.view');
  const { data } = useQuery({ ...mediaQuery([item.mediaId]), enabled: mayAsk && isUnready, retry: false });
  const own = data?.find(({ id }) => id === item.mediaId);
  const sentence = useMediaSentence(own);
  if (!isUnready) return null;
  return (
    <div className="player-over" role="status">
      <Icon name="clock" size={28} />
      <p className="font-semibold">
        <Trans>This recording cannot be played yet.</Trans>
      </p>
      <p className="max-w-[44ch] opacity-90">
        {own === undefined || own.state === 'ready' ? <Trans>It is still being prepared. It appears here by itself.</Trans> : sentence}
      </p>
      {own && own.state !== 'ready' && own.progress.percent > 0 && (
        <progress className="progress max-w-64" max={100} value={own.progress.percent} />
      )}
      {isUnknown && (
        <Button kind="quiet" onClick={askAgain}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}

/** Says that a recording cannot be played, and why where that is known. */
export function Broken({ player: { deck } }: { player: Player }) {
  const isOnline = useSyncExternalStore(subscribeToLine, () => navigator.onLine);
  if (deck.status !== 'broken') return null;
  return (
    <div className="player-over" role="alert">
      <Icon name="alert" size={28} />
      <p className="font-semibold">
        <Trans>This recording cannot be played at the moment.</Trans>
      </p>
      <p className="max-w-[44ch] opacity-90">
        {isOnline ? (
          <Trans>Your place is kept. Please try again; a slow line does better with “Sound only” in the settings.</Trans>
        ) : (
          <Trans>There is no connection. Your place is kept.</Trans>
        )}
      </p>
      <Button kind="primary" onClick={deck.retry}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}

/** Says why nothing moves: no connection, or a slow one. */
export function OfflineSign({ isShown }: { isShown: boolean }) {
  const isOnline = useSyncExternalStore(subscribeToLine, () => navigator.onLine);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!isShown) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  const isSaid = isShown && (!isOnline || isSlow);
  return (
    <p role="status" className={isSaid ? 'player-note top-3 text-[0.94rem]' : 'sr-text'}>
      {isSaid &&
        (isOnline ? (
          <Trans>The line is slow; still loading.</Trans>
        ) : (
          <Trans>No connection. It goes on by itself once you are back online.</Trans>
        ))}
    </p>
  );
}

/** On paper a recording is its picture and where to find it. */
export function PrintedAddress({ length }: { length: number | null }) {
  return (
    <p className="hidden text-[0.9rem] print:block">
      {length !== null && `${formatPosition(length / 1000)} · `}
      {location.origin + location.pathname}
    </p>
  );
}
