import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

function shown(title: string) {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const sentence = (
    <Trans>
      <a href="/there">{title}</a>: still {title}
    </Trans>
  );
  const { container } = render(<I18nProvider i18n={i18n}>{sentence}</I18nProvider>);
  expect(errors).not.toHaveBeenCalled();
  return container;
}

test.each(['<script>alert(1)</script>', '<0>x</0>', '<0/>', '<1/>', '</0>', 'a < b <b>c</b>'])('%s is shown as it was written', (title) => {
  const container = shown(title);

  expect(container.textContent).toBe(`${title}: still ${title}`);
  expect(container.querySelectorAll('a')).toHaveLength(1);
  expect(container.querySelector('script, b')).toBeNull();
});

test('a plain value stays a plain value', () => {
  expect(shown('Vé giấy').innerHTML).toBe('<a href="/there">Vé giấy</a>: still Vé giấy');
});
