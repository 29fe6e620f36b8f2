import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { chooseTheme, storedTheme, type Theme } from '../lib/theme';
import { IconButton } from '../ui/Button';
import type { IconName } from '../ui/Icon';

const NEXT: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const ICONS: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' };

/** Goes round: like the device, light, dark. */
export function ThemeButton() {
  const { t } = useLingui();
  const [theme, setTheme] = useState(storedTheme);
  const names: Record<Theme, string> = { auto: t`Colours: like the device`, light: t`Colours: light`, dark: t`Colours: dark` };
  const change = () => {
    chooseTheme(NEXT[theme]);
    setTheme(NEXT[theme]);
  };
  return <IconButton icon={ICONS[theme]} label={names[theme]} onClick={change} />;
}
