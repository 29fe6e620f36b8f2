import { expect, test } from 'vitest';
import { afterSaving, conflicts, keepMine, patchOf, sendable, shown, takeTheirs, typed } from './draftParts';

const server = { title: 'Vé', summary: '', 'answers.saving': 3 };

test('what is typed stands over what the server has', () => {
  const pending = typed({}, server, 'title', 'Vé giấy');

  expect(shown(server, pending)).toEqual({ ...server, title: 'Vé giấy' });
  expect(sendable(server, pending)).toEqual({ title: 'Vé giấy' });
});

test('a part that somebody else changed meanwhile is a conflict and is not sent', () => {
  const pending = typed(typed({}, server, 'title', 'Của tôi'), server, 'summary', 'Tóm tắt');
  const changed = { ...server, title: 'Của họ' };

  expect(conflicts(changed, pending)).toEqual(['title']);
  expect(sendable(changed, pending)).toEqual({ summary: 'Tóm tắt' });
});

test('the same text from both sides is no conflict', () => {
  const pending = typed({}, server, 'title', 'Như nhau');

  expect(conflicts({ ...server, title: 'Như nhau' }, pending)).toEqual([]);
});

test('a conflict is settled either way', () => {
  const pending = typed({}, server, 'title', 'Của tôi');
  const changed = { ...server, title: 'Của họ' };

  expect(sendable(changed, keepMine(pending, changed, 'title'))).toEqual({ title: 'Của tôi' });
  expect(takeTheirs(pending, 'title')).toEqual({});
});

test('what is typed while a save is under way is sent next, and is no conflict with what was sent', () => {
  const sent = { title: 'Vé gi' };
  const pending = typed(typed({}, server, 'title', 'Vé gi'), server, 'title', 'Vé giấy');
  const rest = afterSaving(pending, sent);

  expect(rest).toEqual({ title: { mine: 'Vé giấy', seen: 'Vé gi' } });
  expect(conflicts({ ...server, ...sent }, rest)).toEqual([]);
  expect(afterSaving(typed({}, server, 'title', 'Vé gi'), sent)).toEqual({});
});

test('not answered has several spellings', () => {
  expect(conflicts({ 'answers.a': null }, { 'answers.a': { mine: 'x', seen: undefined } })).toEqual([]);
});

test('the body of a save names only what changed', () => {
  expect(patchOf({ title: 'Vé', 'answers.saving': '' }, 4)).toEqual({ version: 4, title: 'Vé', answers: { saving: null } });
  expect(patchOf({ title_translations: { fr: 'Billets', en: '' } }, 1)).toEqual({
    version: 1,
    title_translations: { fr: 'Billets', en: null },
    answers: {},
  });
});
