import { expect, test } from 'vitest';
import { flattened, treeOf } from './tree';

const unit = (id: string, parent_id: string | null) => ({ id, parent_id, code: id, name: { vi: id } });

test('the list becomes a tree and keeps the order of siblings', () => {
  const rows = flattened(treeOf([unit('b', 'root'), unit('root', null), unit('a', 'root'), unit('b1', 'b')]));

  expect(rows.map((row) => `${row.depth} ${row.unit.id}`)).toEqual(['0 root', '1 b', '2 b1', '1 a']);
});

test('a unit whose parent is unknown stands at the root', () => {
  expect(flattened(treeOf([unit('a', 'gone')])).map((row) => row.depth)).toEqual([0]);
});
