import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { SaveDataOffer, SaveDataSwitch } from './SaveData';

/** What Chromium tells of a line. */
class Line extends EventTarget {
  effectiveType = '4g';
  saveData = false;

  becomes(effectiveType: string) {
    this.effectiveType = effectiveType;
    this.dispatchEvent(new Event('change'));
  }
}

test('a line that turns slow is told once, and the switch says what was answered', async () => {
  const line = new Line();
  Object.defineProperty(navigator, 'connection', { value: line, configurable: true });
  render(
    <I18nProvider i18n={i18n}>
      <SaveDataOffer />
      <SaveDataSwitch />
    </I18nProvider>,
  );
  const toggle = screen.getByRole('switch', { name: /^Tiết kiệm dữ liệu/ });
  expect(screen.queryByText('Đường truyền của bạn có vẻ chậm')).not.toBeInTheDocument();

  act(() => line.becomes('3g'));
  expect(screen.getByText('Đường truyền của bạn có vẻ chậm')).toBeInTheDocument();
  expect(toggle).not.toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'Tiết kiệm dữ liệu' }));
  expect(toggle).toBeChecked();
  await userEvent.click(toggle);

  expect(toggle).not.toBeChecked();
  expect(screen.queryByText('Đường truyền của bạn có vẻ chậm')).not.toBeInTheDocument();
  expect(localStorage.getItem('saves-data')).toBe('no');
});
