import type { Json } from '@lens/core/json';
import { initialFolds, visibleItems, type FoldItem, type FoldState, type Item } from './folds';
import { openTo } from './openTo';
import { rowPath } from './findPath';
import { modelOf } from './testing';
import type { DiffModel } from './types';

const numbered = (count: number): Record<string, Json> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

/** 100 keys, one of which changed. */
function oneChange(key = 'k50'): DiffModel {
  return modelOf(numbered(100), { ...numbered(100), [key]: 'changed' });
}

const shown = (items: readonly Item[]): string[] =>
  items.map((item) => (item.kind === 'fold' ? `⋯ ${item.lines}` : rowPath(item.row)));

const folds = (items: readonly Item[]): FoldItem[] => items.flatMap((item) => (item.kind === 'fold' ? [item] : []));

const withState = (change: Partial<FoldState>): FoldState => ({ ...initialFolds, ...change });

test('unchanged lines fold to their count, with three lines left around a change', () => {
  expect(shown(visibleItems(oneChange().rows, initialFolds))).toEqual([
    '',
    '⋯ 47',
    'k47',
    'k48',
    'k49',
    'k50',
    'k51',
    'k52',
    'k53',
    '⋯ 46',
    '',
  ]);
});

test('a fold of one or two lines is not worth it', () => {
  expect(shown(visibleItems(oneChange('k5').rows, initialFolds)).slice(0, 4)).toEqual(['', 'k0', 'k1', 'k2']);
});

test('lines are revealed at both ends of a fold, and a fold that is used up is gone', () => {
  const { rows } = oneChange();
  const [fold] = folds(visibleItems(rows, initialFolds));
  const key = fold?.key ?? -1;
  const some = visibleItems(rows, withState({ revealed: new Map([[key, { top: 20, bottom: 20 }]]) }));
  expect(folds(some)[0]).toMatchObject({ key, lines: 7 });
  expect(shown(some).slice(0, 3)).toEqual(['', 'k0', 'k1']);
  const all = visibleItems(rows, withState({ revealed: new Map([[key, { top: Infinity, bottom: 0 }]]) }));
  expect(folds(all)).toHaveLength(1);
});

test('a row that must be seen keeps three lines around it too', () => {
  const model = oneChange();
  const wanted = model.rows.find((row) => rowPath(row) === 'k10');
  const items = visibleItems(model.rows, withState({ pinned: new Set([wanted?.id ?? -1]) }));
  expect(shown(items).slice(0, 9)).toEqual(['', '⋯ 7', 'k7', 'k8', 'k9', 'k10', 'k11', 'k12', 'k13']);
});

test('a closed container is one row that tells how many changes it hides', () => {
  const model = modelOf({ a: { x: 1, y: 2 }, b: 1 }, { a: { x: 2, y: 3 }, b: 2 });
  const opener = model.rows.find((row) => rowPath(row) === 'a');
  const items = visibleItems(model.rows, withState({ collapsed: new Set([opener?.id ?? -1]) }));
  expect(shown(items)).toEqual(['', 'a', 'b', '']);
  expect(items[1]).toMatchObject({ collapsed: true, hiddenChanges: 2 });
});

test('going to a row opens the containers around it', () => {
  const model = modelOf({ a: { b: { x: 1 } }, c: 1 }, { a: { b: { x: 2 } }, c: 1 });
  const ids = ['a', 'a.b'].map((path) => model.rows.find((row) => rowPath(row) === path)?.id ?? -1);
  const target = model.rows.find((row) => rowPath(row) === 'a.b.x')?.id ?? -1;
  const opened = openTo(model.rows, withState({ collapsed: new Set(ids) }), target);
  expect(opened.collapsed.size).toBe(0);
  expect(opened.pinned.has(target)).toBe(true);
});

test('a new string of more than twelve lines folds in the middle', () => {
  const text = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
  const { rows } = modelOf({}, { text });
  expect(folds(visibleItems(rows, initialFolds))).toMatchObject([{ fold: 'string', sign: 'add', lines: 31 }]);
  expect(folds(visibleItems(rows, withState({ expanded: true })))).toEqual([]);
});

test('in an edited string what did not change folds like other lines', () => {
  const line = (i: number): string => `line number ${i} of the text`;
  const before = Array.from({ length: 60 }, (_, i) => line(i));
  const { rows } = modelOf(
    { text: before.join('\n') },
    { text: before.with(30, 'line number 30 of the EDITED text').join('\n') },
  );
  const items = visibleItems(rows, initialFolds);
  expect(folds(items).map((fold) => fold.lines)).toEqual([27, 26]);
  expect(items.filter((item) => item.kind === 'row' && item.row.sign === 'change')).toHaveLength(1);
});

test('rows that are not built yet are part of a fold and named by it', () => {
  const list = Array.from({ length: 200 }, (_, i) => ({ i, text: `number ${i}` }));
  const { rows } = modelOf(list, list.with(0, { i: 0, text: 'number ZERO' }));
  const [fold] = folds(visibleItems(rows, initialFolds));
  const pending = rows.filter((row) => row.pending !== undefined).map((row) => row.id);
  expect(fold?.pending).toEqual(pending);
  expect(fold?.lines).toBe(199 * 4 - 2);
});
