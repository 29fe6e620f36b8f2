import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { ErrorSummary } from './ErrorSummary';
import { TextField } from './TextField';

function Form({ submitCount, message }: { submitCount: number; message: string | undefined }) {
  return (
    <I18nProvider i18n={i18n}>
      <ErrorSummary errors={message ? [{ field: 'address.city', message }] : []} submitCount={submitCount} />
      <TextField name="address.city" label="City" hint="Where you live" error={message} />
    </I18nProvider>
  );
}

test('the summary takes the focus after a failed try and leads to the field', async () => {
  const { rerender } = render(<Form submitCount={0} message={undefined} />);
  expect(screen.queryByRole('alert')).toBeNull();

  rerender(<Form submitCount={1} message="Please fill this in" />);
  expect(screen.getByRole('alert')).toHaveFocus();

  await userEvent.click(screen.getByRole('link', { name: 'Please fill this in' }));
  const field = screen.getByLabelText('City');
  expect(field).toHaveFocus();
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription('Where you live Please fill this in');
});
