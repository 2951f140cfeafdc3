import { findPath, rowPath } from './findPath';
import { findRows } from './findRows';
import { modelOf } from './testing';

const long = Array.from({ length: 1_000 }, (_, n) => ({ n, text: `Element ${n}` }));

test('words are found on both sides, in keys and values, in any case', () => {
  const { rows } = modelOf({ greeting: 'Hello Ann' }, { greeting: 'Hello Bob' });
  const found = (query: string): number => findRows(rows, query).length;
  expect([found('ANN'), found('bob'), found('greeting": "hello'), found('Carol'), found('')]).toEqual([1, 1, 1, 0, 0]);
});

test('a path inside a value that is not built yet is found by building it', () => {
  const model = modelOf({ list: long, t: 1 }, { list: long, t: 2 });
  const found = findPath(model, 'list[700].text');
  const row = found?.model.rows.find((each) => each.id === found.row);
  expect(row && rowPath(row)).toBe('list[700].text');
});

test('a path inside a run of unchanged elements is found too', () => {
  const model = modelOf({ list: long }, { list: long.with(0, { n: 0, text: 'Element ZERO' }) });
  expect(findPath(model, 'list[500].n')).not.toBeNull();
});

test('a path that the body has not is not found', () => {
  expect(findPath(modelOf({ list: long, t: 1 }, { list: long, t: 2 }), 'list[5000]')).toBeNull();
});
