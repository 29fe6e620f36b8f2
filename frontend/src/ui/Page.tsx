import type { ReactNode } from 'react';
import { classes } from './classes';

const WIDTHS = { text: 'max-w-3xl', form: 'max-w-4xl', wide: 'max-w-7xl' };

/** The sheet a page is written on: `text` for reading, `form` for filling in, `wide` for tables and cards. */
export function Page({ width = 'wide', children }: { width?: keyof typeof WIDTHS; children: ReactNode }) {
  return <div className={classes('mx-auto w-full px-4 py-8 sm:px-6', WIDTHS[width])}>{children}</div>;
}
