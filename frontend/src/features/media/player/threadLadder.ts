import Hls, { type ErrorData, type Level } from 'hls.js';
import type { Threaded } from './threadFile';

/** A film in rungs, in a player. Rungs are named by their shorter side in pixels. */
export interface Ladder extends Threaded {
  /** Keeps to one rung; `null` lets the line decide. */
  choose(rung: number | null): void;
}

interface LadderListener {
  onRungs: (rungs: number[]) => void;
  onShown: (rung: number) => void;
  onFail: () => void;
}

const MOST_TRIES = 3;
/** Captions are tracks of the page itself; these parts would clear them away. Fragments need no rewriting, hence no worker. */
const LEFT_OUT = {
  timelineController: undefined,
  subtitleTrackController: undefined,
  subtitleStreamController: undefined,
  emeController: undefined,
  cmcdController: undefined,
  contentSteeringController: undefined,
  enableWorker: false,
};

function sideOf({ width, height }: Level): number {
  return Math.min(width || height, height);
}

/** Loads a film in rungs, each fragment asked for by its own fresh link. */
export function threadLadder(element: HTMLMediaElement, address: string, savesData: boolean, listener: LadderListener): Ladder {
  const hls = new Hls({
    ...LEFT_OUT,
    capLevelToPlayerSize: true,
    maxBufferLength: savesData ? 10 : 30,
    backBufferLength: 60,
    startLevel: savesData ? 0 : -1,
  });
  let tries = 0;
  let hasRecovered = false;
  const goOn = () => hls.startLoad();

  const onError = (_: string, fault: ErrorData) => {
    if (!fault.fatal) return;
    const isLine = fault.type === Hls.ErrorTypes.NETWORK_ERROR && fault.frag !== undefined;
    if (isLine && !navigator.onLine) addEventListener('online', goOn, { once: true });
    else if (isLine && ++tries < MOST_TRIES) goOn();
    else if (fault.type === Hls.ErrorTypes.MEDIA_ERROR && !hasRecovered) {
      hasRecovered = true;
      hls.recoverMediaError();
    } else listener.onFail();
  };
  hls.on(Hls.Events.ERROR, onError);
  hls.on(Hls.Events.MANIFEST_PARSED, (_, { levels }) => {
    if (savesData) hls.autoLevelCapping = 0;
    listener.onRungs([...new Set(levels.map(sideOf))].sort((one, other) => other - one));
  });
  hls.on(Hls.Events.LEVEL_SWITCHED, (_, { level }) => {
    const shown = hls.levels[level];
    if (shown) listener.onShown(sideOf(shown));
  });
  hls.loadSource(address);
  hls.attachMedia(element);
  return {
    choose: (rung) => {
      hls.nextLevel = rung === null ? -1 : hls.levels.findIndex((level) => sideOf(level) === rung);
    },
    remove: () => {
      removeEventListener('online', goOn);
      hls.destroy();
    },
  };
}
