import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { showApp } from '../../app/testing';

afterEach(() => vi.unstubAllGlobals());

test('an empty form says what is missing and leads there', async () => {
  showApp('/sign-in');

  await userEvent.click(await screen.findByRole('button', { name: 'Đăng nhập' }));

  expect(await screen.findByRole('alert')).toHaveFocus();
  expect(screen.getByRole('link', { name: 'Xin nhập địa chỉ thư điện tử' })).toBeInTheDocument();
});

test('a wrong password is said in words, and what was typed stays', async () => {
  const refusal = JSON.stringify({ code: 'wrong_credentials', facts: {} });
  vi.stubGlobal('fetch', async () => new Response(refusal, { status: 403, headers: { 'content-type': 'application/problem+json' } }));
  showApp('/sign-in');

  await userEvent.type(await screen.findByLabelText('Địa chỉ thư điện tử'), 'lan@example.org');
  await userEvent.type(screen.getByLabelText('Mật khẩu'), 'wrong{Enter}');

  expect(await screen.findByRole('alert')).toHaveTextContent('Địa chỉ thư điện tử hoặc mật khẩu chưa đúng');
  expect(screen.getByLabelText('Địa chỉ thư điện tử')).toHaveValue('lan@example.org');
});

test('a page for those signed in sends a visitor to the door', async () => {
  const { router } = showApp('/account');

  await screen.findByRole('heading', { name: 'Đăng nhập' });

  expect(router.state.location.search).toEqual({ next: '/account' });
});
