import { expect, test } from 'vitest';
import type { Role, SessionAccount } from '../api/session';
import { navigationFor, phoneNavigation } from './navigation';

const person = (...roles: Role[]): SessionAccount => ({
  id: '0190a000-0000-7000-8000-000000000001',
  email: 'lan@example.org',
  full_name: 'Nguyễn Thị Lan',
  language: 'vi',
  roles: roles.map((role) => ({ role, scope_kind: 'everywhere', scope_id: null })),
  unit_ids: [],
  open_actions: [],
});
const targets = (account: SessionAccount | null) => navigationFor(account).map((entry) => entry.target.to);

test('each role sees its own ways', () => {
  expect(targets(null)).toEqual(['/', '/calls']);
  expect(targets(person('lead', 'juror'))).toEqual(['/', '/calls', '/my-initiatives', '/jury']);
  expect(targets(person('admin'))).toEqual(['/', '/calls', '/people', '/units', '/operations']);
});

test('a phone has four places, the last of them for the rest', () => {
  const { bar, more } = phoneNavigation(navigationFor(person('lead', 'juror', 'chair')));

  expect(bar.map((entry) => entry.target.to)).toEqual(['/', '/calls', '/my-initiatives']);
  expect(more.map((entry) => entry.target.to)).toEqual(['/jury', '/council', '/awards']);
});
