import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeQueryClient } from '../../../api/queryClient';
import { ConditionsPanel } from './ConditionsPanel';
import { type Condition, conditionsQuery } from './operatingQueries';

function show(...conditions: Condition[]) {
  const cache = makeQueryClient();
  cache.setQueryData(conditionsQuery.queryKey, conditions);
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={cache}>
        <ConditionsPanel />
      </QueryClientProvider>
    </I18nProvider>,
  );
}

test('says how many files the disk of the worker has no room for, and never that nobody answers', () => {
  show({ name: 'room', state: 'failing', milliseconds: 3, facts: { files: 2 } });

  const part = within(screen.getByRole('listitem'));
  part.getByText('Không đủ');
  part.getByText('Số tệp đang chờ chỗ trống: 2');
  expect(part.queryByText('Không trả lời')).toBeNull();
  expect(screen.queryByText('Mọi phần đã cài đặt đều trả lời.')).toBeNull();
});

test('says nothing of milliseconds where nothing waits for room', () => {
  show({ name: 'room', state: 'fine', milliseconds: 3, facts: {} });

  screen.getByText('Không có tệp nào chờ chỗ trống trên đĩa của tiến trình xử lý.');
  expect(screen.queryByText(/ms$/)).toBeNull();
});
