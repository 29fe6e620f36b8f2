import { type KeyboardEvent, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { commentId } from './CriterionScore';

const STORED_UNDER = 'review.shortcuts';

/** Moves the focus, and within the sheet only as far as needed; the page itself stays where it is. */
function show(input: HTMLElement): void {
  input.focus({ preventScroll: true });
  input.closest('fieldset')?.scrollIntoView?.({ block: 'nearest' });
}

interface Acts {
  onSkip: () => void;
  onHelp: () => void;
  /** Enter on the last criterion. */
  onEnd: () => void;
}

/** Single keys that act only while the focus is on points in the sheet, and that can be turned off (WCAG 2.1.4). */
export function useKeys(panel: RefObject<HTMLFormElement | null>, acts: Acts) {
  const [isOn, setStored] = useState(() => localStorage.getItem(STORED_UNDER) !== 'off');
  const setOn = (on: boolean) => {
    localStorage.setItem(STORED_UNDER, on ? 'on' : 'off');
    setStored(on);
  };

  const next = (from: Element) => {
    const inputs = [...(panel.current?.querySelectorAll<HTMLInputElement>('[data-points]') ?? [])];
    const following = inputs.find((input) => from.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (following) show(following);
    else {
      panel.current?.querySelector<HTMLButtonElement>('[data-seal]')?.focus({ preventScroll: true });
      acts.onEnd();
    }
  };

  const note = (from: Element) => {
    const key = from.closest<HTMLElement>('[data-criterion]')?.dataset.criterion;
    if (key === undefined) return;
    // The field is drawn before the key has ended, so that what is typed next is written there.
    flushSync(() => from.closest('[data-criterion]')?.querySelector<HTMLButtonElement>('.btn-plain')?.click());
    document.getElementById(commentId(key))?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    const { target } = event;
    const isPoints = target instanceof HTMLInputElement && target.hasAttribute('data-points');
    if (!isPoints || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      next(target);
      return;
    }
    const act = isOn ? { n: () => note(target), s: acts.onSkip, '?': acts.onHelp }[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return { isOn, setOn, onKeyDown };
}
