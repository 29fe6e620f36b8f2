/** Signs of a player on a grid of 24, filled. */
const SHAPES = {
  play: 'M7 4.2v15.6a.7.7 0 0 0 1.1.6l12-7.8a.7.7 0 0 0 0-1.2l-12-7.8a.7.7 0 0 0-1.1.6z',
  pause: 'M6.5 4h4v16h-4zM13.5 4h4v16h-4z',
  again: 'M12 5V1.5L6.5 6 12 10.5V7a5.5 5.5 0 1 1-5.5 5.5h-2A7.5 7.5 0 1 0 12 5z',
  loud: 'M3 9v6h4l5 4.5v-15L7 9zM14.5 8.2a4.5 4.5 0 0 1 0 7.6v-1.9a2.7 2.7 0 0 0 0-3.8zM14.5 4.3a8 8 0 0 1 0 15.4v-1.9a6.2 6.2 0 0 0 0-11.6z',
  quiet: 'M3 9v6h4l5 4.5v-15L7 9zM14.5 8.2a4.5 4.5 0 0 1 0 7.6v-1.9a2.7 2.7 0 0 0 0-3.8z',
  mute: 'M3 9v6h4l5 4.5v-15L7 9zM15 9.3l1.3-1.3 2.2 2.3L20.7 8 22 9.3 19.8 11.6 22 13.9l-1.3 1.3-2.2-2.3-2.2 2.3L15 13.9l2.2-2.3z',
  captions:
    'M3 5h18v14H3zM10.8 10.4C10.3 9.5 9.4 9 8.4 9 6.6 9 5.3 10.3 5.3 12s1.3 3 3.1 3c1 0 1.9-.5 2.4-1.4l-1.4-.8c-.2.4-.6.6-1 .6-.8 0-1.4-.6-1.4-1.4s.6-1.4 1.4-1.4c.4 0 .8.2 1 .6zM18.5 10.4c-.5-.9-1.4-1.4-2.4-1.4-1.8 0-3.1 1.3-3.1 3s1.3 3 3.1 3c1 0 1.9-.5 2.4-1.4l-1.4-.8c-.2.4-.6.6-1 .6-.8 0-1.4-.6-1.4-1.4s.6-1.4 1.4-1.4c.4 0 .8.2 1 .6z',
  chapters: 'M4 5h3v3H4zM9 5.5h11v2H9zM4 10.5h3v3H4zM9 11h11v2H9zM4 16h3v3H4zM9 16.5h11v2H9z',
  settings:
    'M10.6 2h2.8l.5 2.6 1.7.7 2.2-1.5 2 2-1.5 2.2.7 1.7 2.6.5v2.8l-2.6.5-.7 1.7 1.5 2.2-2 2-2.2-1.5-1.7.7-.5 2.6h-2.8l-.5-2.6-1.7-.7-2.2 1.5-2-2 1.5-2.2-.7-1.7L2.4 13.4v-2.8l2.6-.5.7-1.7-1.5-2.2 2-2 2.2 1.5 1.7-.7zM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  window: 'M3 4h18v7h-2V6H5v12h5v2H3zM12 12h9v8h-9z',
  large: 'M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z',
  small: 'M8 4h2v6H4V8h4zM14 4h2v4h4v2h-6zM4 14h6v6H8v-4H4zM14 14h6v2h-4v4h-2z',
} as const;

export type PlayerIconName = keyof typeof SHAPES;

/** A sign on a button that has a name; hidden from screen readers. */
export function PlayerIcon({ name, size = 24 }: { name: PlayerIconName; size?: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0" width={size} height={size} viewBox="0 0 24 24" fill="currentColor" fillRule="evenodd">
      <path d={SHAPES[name]} />
    </svg>
  );
}
