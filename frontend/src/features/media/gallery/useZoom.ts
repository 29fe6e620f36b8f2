import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { fitted, kept, type Point, pinchOf, type Size, type Swipe, swipeOf, type View, WHOLE, zoomedAt } from './zoom';

interface Zoomed {
  frame: HTMLElement | null;
  /** What is enlarged and moved. */
  sheet: HTMLElement | null;
  /** What follows the finger while pictures are turned. */
  strip: HTMLElement | null;
  picture: Size;
  onSwipe: (swipe: Swipe) => void;
}

const STEP = 1.5;
const TAP_MS = 320;
const TAP_PX = 24;
const DOUBLE_TAP = 2.5;

/** What one hand does between putting the first finger down and lifting the last. */
interface Stroke {
  from: Point;
  at: number;
  view: View;
  apart: number;
  wasPinch: boolean;
}

/** Pinch, wheel, double tap, drag and stroke over a picture. It is moved without drawing the page anew, so that it follows the finger. */
export function useZoom({ frame, sheet, strip, picture, onSwipe }: Zoomed) {
  const view = useRef<View>(WHOLE);
  const fingers = useRef(new Map<number, Point>());
  const stroke = useRef<Stroke | null>(null);
  const tapped = useRef({ at: 0, x: 0, y: 0 });
  const [isZoomed, setZoomed] = useState(false);

  const room = useCallback((): Size => ({ width: frame?.clientWidth ?? 1, height: frame?.clientHeight ?? 1 }), [frame]);
  const show = useCallback(
    (wanted: View) => {
      const size = room();
      view.current = kept(wanted, fitted(picture, size), size);
      const { scale, x, y } = view.current;
      sheet?.style.setProperty('transform', `translate(${x}px, ${y}px) scale(${scale})`);
      setZoomed(scale > 1);
    },
    [sheet, picture, room],
  );
  const slide = useCallback(
    (x: number, y: number, isHeld: boolean) => {
      strip?.classList.toggle('lightbox-held', isHeld);
      strip?.style.setProperty('transform', `translate(${x}px, ${y}px)`);
    },
    [strip],
  );
  /** Returns a place on the screen as seen from the frame's middle. */
  const fromMiddle = useCallback(
    (point: Point): Point => {
      const box = frame?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 };
      return { x: point.x - box.left - box.width / 2, y: point.y - box.top - box.height / 2 };
    },
    [frame],
  );

  useEffect(() => {
    show(WHOLE);
  }, [show]);
  useEffect(() => {
    if (frame === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      show(
        zoomedAt(
          view.current,
          Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0022)),
          fromMiddle({ x: event.clientX, y: event.clientY }),
        ),
      );
    };
    // A listener of the page itself may not keep the page from scrolling.
    frame.addEventListener('wheel', onWheel, { passive: false });
    return () => frame.removeEventListener('wheel', onWheel);
  }, [frame, show, fromMiddle]);

  const begin = () => {
    const [first, second] = fingers.current.values();
    if (first === undefined) return;
    const pinch = second && pinchOf([first, second]);
    const wasPinch = pinch !== undefined || (stroke.current?.wasPinch ?? false);
    stroke.current = {
      from: fromMiddle(pinch?.middle ?? first),
      at: performance.now(),
      view: view.current,
      apart: pinch?.apart ?? 0,
      wasPinch,
    };
  };
  const tap = (point: Point) => {
    const before = tapped.current;
    const isSecond = performance.now() - before.at < TAP_MS && Math.hypot(point.x - before.x, point.y - before.y) < TAP_PX;
    tapped.current = { at: isSecond ? 0 : performance.now(), ...point };
    if (isSecond) show(view.current.scale > 1 ? WHOLE : zoomedAt(view.current, DOUBLE_TAP, point));
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      begin();
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!fingers.current.has(event.pointerId) || stroke.current === null) return;
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const [first, second] = fingers.current.values();
      if (first === undefined) return;
      const { from, view: before, apart } = stroke.current;
      if (second !== undefined) {
        const pinch = pinchOf([first, second]);
        const zoomed = zoomedAt(before, pinch.apart / Math.max(1, apart), from);
        const to = fromMiddle(pinch.middle);
        show({ ...zoomed, x: zoomed.x + to.x - from.x, y: zoomed.y + to.y - from.y });
        return;
      }
      const to = fromMiddle(first);
      const moved = { x: to.x - from.x, y: to.y - from.y };
      if (view.current.scale > 1) show({ ...before, x: before.x + moved.x, y: before.y + moved.y });
      else if (Math.abs(moved.x) > Math.abs(moved.y)) slide(moved.x, 0, true);
      else slide(0, Math.max(0, moved.y), true);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (!fingers.current.delete(event.pointerId) || stroke.current === null) return;
      const { from, at, wasPinch } = stroke.current;
      const to = fromMiddle({ x: event.clientX, y: event.clientY });
      if (fingers.current.size > 0) return begin();
      stroke.current = null;
      slide(0, 0, false);
      if (wasPinch) return;
      const moved = { x: to.x - from.x, y: to.y - from.y };
      if (Math.hypot(moved.x, moved.y) < 8) tap(to);
      else if (view.current.scale === 1) onSwipe(swipeOf(moved, performance.now() - at, room()));
    },
    onPointerCancel: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      stroke.current = null;
      slide(0, 0, false);
    },
  };
  return {
    handlers,
    isZoomed,
    larger: () => show(zoomedAt(view.current, STEP, { x: 0, y: 0 })),
    smaller: () => show(zoomedAt(view.current, 1 / STEP, { x: 0, y: 0 })),
    whole: () => show(WHOLE),
    pan: (x: number, y: number) => show({ ...view.current, x: view.current.x + x, y: view.current.y + y }),
  };
}
