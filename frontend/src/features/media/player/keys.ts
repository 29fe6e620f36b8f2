/** What a key asks of a player. */
export type Command =
  | { act: 'toggle' | 'mute' | 'captions' | 'screen' | 'window' | 'keys' }
  | { act: 'skip'; seconds: number }
  | { act: 'tenth'; tenths: number }
  | { act: 'louder'; step: number }
  | { act: 'faster'; steps: 1 | -1 };

/** The part of a keyboard event that is looked at. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const COMMANDS: Record<string, Command> = {
  ' ': { act: 'toggle' },
  k: { act: 'toggle' },
  ArrowLeft: { act: 'skip', seconds: -5 },
  ArrowRight: { act: 'skip', seconds: 5 },
  j: { act: 'skip', seconds: -10 },
  l: { act: 'skip', seconds: 10 },
  ArrowUp: { act: 'louder', step: 0.1 },
  ArrowDown: { act: 'louder', step: -0.1 },
  m: { act: 'mute' },
  c: { act: 'captions' },
  f: { act: 'screen' },
  p: { act: 'window' },
  '<': { act: 'faster', steps: -1 },
  '>': { act: 'faster', steps: 1 },
  '?': { act: 'keys' },
};

/** Returns what a key means inside a player, if anything; combinations belong to the browser. */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Pressed): Command | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (/^\d$/.test(key)) return { act: 'tenth', tenths: Number(key) };
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** The speeds on offer, slowest first. */
export const SPEEDS: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** Returns the next slower or faster speed on offer, or the same at either end. */
export function nextSpeed(speed: number, steps: 1 | -1): number {
  const beyond = steps > 0 ? SPEEDS.find((one) => one > speed) : SPEEDS.findLast((one) => one < speed);
  return beyond ?? speed;
}
