/** What a key asks of pictures shown large. */
export type LightboxAct =
  | { act: 'turn'; step: 1 | -1 }
  | { act: 'end'; isLast: boolean }
  | { act: 'pan'; x: number; y: number }
  | { act: 'larger' | 'smaller' | 'whole' };

const PAN_PX = 80;

const ALWAYS: Record<string, LightboxAct> = {
  PageUp: { act: 'turn', step: -1 },
  PageDown: { act: 'turn', step: 1 },
  Home: { act: 'end', isLast: false },
  End: { act: 'end', isLast: true },
  '+': { act: 'larger' },
  '=': { act: 'larger' },
  '-': { act: 'smaller' },
  '0': { act: 'whole' },
};

const WHOLE: Record<string, LightboxAct> = {
  ArrowLeft: { act: 'turn', step: -1 },
  ArrowRight: { act: 'turn', step: 1 },
};

const ENLARGED: Record<string, LightboxAct> = {
  ArrowLeft: { act: 'pan', x: PAN_PX, y: 0 },
  ArrowRight: { act: 'pan', x: -PAN_PX, y: 0 },
  ArrowUp: { act: 'pan', x: 0, y: PAN_PX },
  ArrowDown: { act: 'pan', x: 0, y: -PAN_PX },
};

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Returns what a key means; arrows turn the pictures, or move over one that is enlarged. */
export function actOf({ key, ctrlKey, metaKey, altKey }: Pressed, isEnlarged: boolean): LightboxAct | null {
  if (ctrlKey || metaKey || altKey) return null;
  return (isEnlarged ? ENLARGED : WHOLE)[key] ?? ALWAYS[key] ?? null;
}
