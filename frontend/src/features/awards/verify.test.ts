import { expect, test } from 'vitest';
import { isAsSigned, readableCode, verifyProof } from './verify';

async function proofOf(payload: string) {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('a pair was expected');
  const base64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const signature = await crypto.subtle.sign({ name: 'Ed25519' }, pair.privateKey, new TextEncoder().encode(payload));
  const key = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { payload, signature: base64(signature), public_key: base64(key), key_id: 'x' };
}

test('the browser verifies a signature over Vietnamese text by itself', async () => {
  expect(await verifyProof(await proofOf('{"title":"Số hoá sổ trực"}'))).toBe('genuine');
});

test('one changed letter makes it a forgery', async () => {
  const proof = await proofOf('{"title":"Số hoá sổ trực"}');

  expect(await verifyProof({ ...proof, payload: proof.payload.replace('sổ', 'số') })).toBe('forged');
});

test('a key that is none is no verdict', async () => {
  expect(await verifyProof({ payload: '', signature: '', public_key: '', key_id: '' })).toBe('unable');
});

test('what is shown must be what was signed', () => {
  const shown = {
    number: '2026-0001',
    code: 'ABC',
    title: 'Số hoá',
    recipients: ['Lan'],
    unit: 'Khoa',
    award: 'Giải Nhất',
    council: 'Hội đồng',
    campaign: '2026',
    decided_on: '2026-11-20',
    state: 'issued' as const,
    revoked_on: null,
    revocation_reason: null,
    has_document: true,
  };
  const proof = { payload: '{"number":"2026-0001","recipients":["Lan"]}', signature: '', public_key: '', key_id: '' };

  expect(isAsSigned({ ...shown, proof })).toBe(true);
  expect(isAsSigned({ ...shown, recipients: ['Mai'], proof })).toBe(false);
});

test('a code reads in groups of four', () => {
  expect(readableCode('ABCDEFGHIJ')).toBe('ABCD-EFGH-IJ');
});
