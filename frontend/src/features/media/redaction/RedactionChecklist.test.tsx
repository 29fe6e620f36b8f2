import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeQueryClient } from '../../../api/queryClient';
import { RedactionChecklist } from './RedactionChecklist';
import { type Hit, isWithheld, type RedactedFile, type Redaction, redactionQuery } from './redactionQueries';

const SIZES = { width: null, height: null, duration_ms: null, page_count: null };
const LETTER: RedactedFile = {
  ...SIZES,
  media_id: 'letter',
  file_name: 'document-1.docx',
  own_name: 'de-an.docx',
  kind: 'document',
  is_ready: true,
  state: 'plain',
  masks: [],
  names: ['document.docx'],
};
const UNREAD: Hit = {
  id: 'hit',
  spot: 'unread',
  kind: null,
  media_id: 'letter',
  field_key: null,
  words: '',
  before: '',
  after: '',
  page: null,
  boxes: [],
  language: null,
  start_ms: null,
  end_ms: null,
  decision: null,
  mask_id: null,
  reason: '',
};

function show(file: RedactedFile, hit: Hit = UNREAD) {
  const redaction: Redaction = {
    search: 'done',
    failure: null,
    total: 1,
    decided: hit.decision === null ? 0 : 1,
    may_mask: true,
    may_uncover: true,
    hits: [hit],
    files: [file],
  };
  const cache = makeQueryClient();
  cache.setQueryData(redactionQuery('entry').queryKey, redaction);
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={cache}>
        <RedactionChecklist initiativeId="entry" />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return screen.getByRole('article', { name: `${file.own_name}, ${file.file_name}` });
}

test('of an office file without pages the screener learns that the jury gets nothing, and goes on without it', () => {
  const row = show(LETTER);

  expect(screen.getByText(/giám khảo không nhận được gì của tệp\. Nếu giám khảo cần xem, xin đề nghị đơn vị gửi bản PDF/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Tiếp tục không cần tệp này' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Để nguyên…' })).toBeNull();
  expect(within(row).getByText('Tệp không có trang nào: giám khảo không nhận được gì của tệp.')).toBeVisible();
  expect(within(row).queryByRole('button')).toBeNull();
});

test('a decision about it is said as what it is', () => {
  const row = show({ ...LETTER, state: 'ready' }, { ...UNREAD, decision: 'mask', mask_id: 'mask' });

  expect(screen.getByText('Tiếp tục, không có tệp này')).toBeVisible();
  expect(screen.queryByText('Đã che')).toBeNull();
  expect(within(row).getByText('Tệp không có trang nào: giám khảo không nhận được gì của tệp.')).toBeVisible();
});

test('a file whose pages could not be read is looked through, and masked or left', () => {
  show({ ...LETTER, names: ['document.docx', 'document.pdf', 'page1.webp'] });

  expect(screen.getByText('Chưa dò được hết tệp này. Xin mở tệp và xem kỹ. Nếu che, ban giám khảo sẽ không nhận được tệp.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Che' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Để nguyên…' })).toBeVisible();
});

test('only a document that is ready and has neither pages nor words is kept from the jury', () => {
  const others: Partial<RedactedFile>[] = [
    { names: ['document.pdf'] },
    { names: ['captions.vtt'] },
    { is_ready: false },
    { kind: 'image' },
  ];

  expect(isWithheld(LETTER)).toBe(true);
  expect(others.map((change) => isWithheld({ ...LETTER, ...change }))).toEqual([false, false, false, false]);
});
