/** Strokes on a grid of 24. */
const SHAPES = {
  alert: 'M12 3l9.5 17h-19zM12 10v5M12 17.5v.5',
  arrowDown: 'M12 4v16M5 13l7 7 7-7',
  arrowLeft: 'M20 12H4M11 5l-7 7 7 7',
  arrowRight: 'M4 12h16M13 5l7 7-7 7',
  arrowUp: 'M12 20V4M5 11l7-7 7 7',
  audio: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  auto: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM12 3v18M12 8l6-3M12 13l8-4M12 18l8-4',
  award: 'M12 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8.5 13L7 22l5-3 5 3-1.5-9',
  ballot: 'M4 12h16v9H4zM8 12V3h8v9M10.5 7.5l1.5 1.5 3-3',
  bell: 'M6 17V11a6 6 0 1 1 12 0v6l2 2H4zM10 21h4',
  calendar: 'M4 6h16v15H4zM4 10h16M8 3v5M16 3v5',
  check: 'M4 12.5l5 5L20 6.5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM12 7v5l3.5 2',
  close: 'M5 5l14 14M19 5L5 19',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  document: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h6M9 17h4',
  download: 'M12 3v12M6 10l6 6 6-6M4 21h16',
  edit: 'M4 20h4L20 8l-4-4L4 16zM14 6l4 4',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 1 0 0-6z',
  file: 'M6 3h9l4 4v14H6zM14 3v5h5',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.6.3-1 .8-1 1.7M12 17v.3',
  home: 'M3 11l9-8 9 8M6 9v11h12V9',
  image: 'M4 5h16v14H4zM8 11a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM4 17l5-5 4 4 3-3 4 4',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM12 11v6M12 7.5v.3',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  lock: 'M5 11h14v10H5zM8 11V8a4 4 0 1 1 8 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  plus: 'M12 4v16M4 12h16',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  star: 'M12 3l2.7 5.6 6.1.9-4.4 4.3 1 6.1L12 17l-5.4 2.9 1-6.1L3.2 9.5l6.1-.9z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 1 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6',
  undo: 'M4 9h10a6 6 0 1 1 0 12H9M4 9l5-5M4 9l5 5',
  upload: 'M12 16V4M6 9l6-6 6 6M4 21h16',
  user: 'M12 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM3.5 21a8.5 8.5 0 0 1 17 0',
  users: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21a7 7 0 0 1 14 0M16 3.3a4 4 0 0 1 0 7.4M18 14.5a7 7 0 0 1 4 6.5',
  video: 'M3 6h12v12H3zM15 10l6-3v10l-6-3z',
} as const;

export type IconName = keyof typeof SHAPES;

/** A drawing beside words, never instead of them: it is hidden from screen readers. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className="shrink-0"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
