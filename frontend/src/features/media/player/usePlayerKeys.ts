import type { KeyboardEvent } from 'react';
import { useLocale } from '../../../lib/i18n';
import { bestTrack } from './cues';
import { type Command, commandOf, nextSpeed } from './keys';
import { prefer, usePreferences } from './preferences';
import type { Player } from './usePlayer';

/** What the bar of a film can do besides. */
export interface ScreenActs {
  screen?: () => void;
  window?: () => void;
  keys: () => void;
}

const TYPED_IN = 'input:not([type="range"]), select, textarea, [contenteditable], dialog';
const OWN_ARROWS = 'input[type="range"], input[type="radio"]';
const PRESSED = 'button, a, summary, input[type="checkbox"], input[type="radio"]';

/** Returns whether the thing with the focus needs this key for itself. */
function isTheirs({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return true;
  if (target.closest('dialog')) return true;
  if (key.startsWith('Arrow') && target.matches(OWN_ARROWS)) return true;
  if (key === ' ' && target.closest(PRESSED)) return true;
  return target.matches(TYPED_IN) && !target.matches('input[type="radio"], input[type="checkbox"]');
}

/** Keys of a player. They act only while the focus is inside it. */
export function usePlayerKeys(player: Player, acts: ScreenActs) {
  const locale = useLocale();
  const { volume, isMuted, speed, showsCaptions, captions } = usePreferences();
  const setVolume = (wanted: number) => prefer({ volume: Math.min(1, Math.max(0, Math.round(wanted * 10) / 10)), isMuted: false });
  const setCaptions = () => {
    prefer({ showsCaptions: !showsCaptions, captions: captions ?? bestTrack(player.captions, [locale])?.language ?? null });
  };
  const obey = (command: Command): void => {
    if (command.act === 'toggle') player.toggle();
    else if (command.act === 'skip') player.skip(command.seconds);
    else if (command.act === 'tenth') player.seek((player.length * command.tenths) / 10);
    else if (command.act === 'louder') setVolume(volume + command.step);
    else if (command.act === 'faster') prefer({ speed: nextSpeed(speed, command.steps) });
    else if (command.act === 'mute') prefer({ isMuted: !isMuted });
    else if (command.act === 'captions') setCaptions();
    else acts[command.act]?.();
  };
  return (event: KeyboardEvent) => {
    const command = commandOf(event);
    if (command === null || event.defaultPrevented || isTheirs(event)) return;
    event.preventDefault();
    event.stopPropagation();
    obey(command);
  };
}
