/** How the pages are lit; `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark';

const STORED_UNDER = 'theme';

/** Returns the choice kept on this device. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(STORED_UNDER);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

/** Puts a theme on the page; the style sheet does the rest. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Like `applyTheme`, because somebody asked for it: the choice is kept on this device. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'auto') localStorage.removeItem(STORED_UNDER);
  else localStorage.setItem(STORED_UNDER, theme);
  applyTheme(theme);
}
