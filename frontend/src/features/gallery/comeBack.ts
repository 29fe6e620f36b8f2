import type { RouterHistory } from '@tanstack/react-router';
import { cardId } from './ShowcaseCard';

let left: { href: string; slug: string } | undefined;
let isReturning = false;
let stopListening: (() => void) | undefined;

/** Notes which card is being opened from which list, so that Back can give it the focus again. */
export function noteOpened(history: RouterHistory, href: string, slug: string): void {
  left = { href, slug };
  isReturning = false;
  stopListening?.();
  stopListening = history.subscribe(({ action }) => {
    isReturning = action.type === 'BACK' || action.type === 'GO';
  });
}

/** After Back, focuses the card that was opened. The list is still in the cache, and the router restores the scroll. */
export function focusOpened(href: string): void {
  if (!isReturning || left?.href !== href) return;
  const id = cardId(left.slug);
  left = undefined;
  stopListening?.();
  // The frame of the app focuses the page after its effects; this comes after that.
  setTimeout(() => document.getElementById(id)?.focus({ preventScroll: true }), 60);
}
