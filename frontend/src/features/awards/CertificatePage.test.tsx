import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeQueryClient } from '../../api/queryClient';
import { showApp } from '../../app/testing';
import { type Certificate, certificateQuery } from './queries';

const CERTIFICATE: Certificate = {
  number: '2026-0001',
  code: 'ABCDEFGHIJKLMNOPQRSTUVWX23',
  state: 'issued',
  title: 'Số hoá sổ trực',
  recipients: ['Đặng Thị Ngọc Diễm'],
  unit: 'Khoa Công nghệ thông tin',
  award: 'Giải Nhất',
  council: 'Hội đồng',
  campaign: 'Giải thưởng 2026',
  decided_on: '2026-11-20',
  revoked_on: null,
  revocation_reason: null,
  has_document: true,
  proof: { payload: '{"number":"2026-0001"}', signature: '', public_key: '', key_id: 'x' },
};

function show(certificate: Certificate) {
  const cache = makeQueryClient();
  cache.setQueryData(certificateQuery(certificate.code).queryKey, certificate);
  showApp(`/c/${certificate.code}`, { cache });
}

test('a valid certificate says so in words, with its document', async () => {
  show(CERTIFICATE);

  expect(await screen.findByText('Hợp lệ')).toBeInTheDocument();
  expect(screen.getByText('Đặng Thị Ngọc Diễm')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /Mở giấy chứng nhận/ })).toHaveAttribute(
    'href',
    '/api/v1/certificates/ABCDEFGHIJKLMNOPQRSTUVWX23/document',
  );
});

test('a revoked one says when and why, and has no document', async () => {
  show({ ...CERTIFICATE, state: 'revoked', revoked_on: '2026-12-01', revocation_reason: 'Trùng lặp', has_document: false });

  expect(await screen.findByText('Đã thu hồi')).toBeInTheDocument();
  expect(screen.getByText(/01\/12\/2026/)).toBeInTheDocument();
  expect(screen.getByText('Trùng lặp')).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: /Mở giấy chứng nhận/ })).toBeNull();
});
