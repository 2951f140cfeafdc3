import { initialFolds, visibleItems } from './folds';
import { modelOf } from './testing';
import { unifiedItems } from './unifiedItems';

test('all original lines of a change come before its final ones', () => {
  const { rows } = modelOf({ s: 'one\ntwo', t: 1 }, { s: ['1', '2'], t: 1 });
  const items = unifiedItems(visibleItems(rows, initialFolds));
  expect(items.map((item) => (item.kind === 'row' ? (item.only ?? item.row.sign) : 'fold'))).toEqual([
    'same',
    'left',
    'left',
    'right',
    'right',
    'right',
    'right',
    'same',
    'same',
  ]);
});

test('changes of different values do not mix', () => {
  const { rows } = modelOf({ a: 1, b: 2 }, { a: 3, b: 4 });
  const items = unifiedItems(visibleItems(rows, initialFolds));
  expect(items.map((item) => (item.kind === 'row' ? item.only : null))).toEqual([
    undefined,
    'left',
    'right',
    'left',
    'right',
    undefined,
  ]);
});
