import { columnIds, readColumns, shownColumns, toggleColumn, writeColumns } from './columns';

test('a choice that was kept is the choice, in the order of the list', () => {
  expect(readColumns(writeColumns(['model', 'tokens']))).toEqual(['model', 'tokens']);
  expect(readColumns('tokens.model')).toEqual(['model', 'tokens']);
  expect(readColumns(writeColumns([]))).toEqual([]);
  expect(readColumns(writeColumns(null))).toBeNull();
});

test.each([undefined, '', '__proto__', 'price.total', '"><script>'])('%j is no choice', (text) => {
  expect(readColumns(text)).toBeNull();
});

test('of a choice by an older version the known columns stay', () => {
  expect(readColumns('model.price')).toEqual(['model']);
});

test('the first change starts from the usual columns', () => {
  expect(shownColumns(null)).not.toContain('provider');
  expect(toggleColumn(null, 'provider')).toEqual(
    columnIds.filter((id) => !['kept', 'source', 'environment'].includes(id)),
  );
  expect(toggleColumn(null, 'session')).not.toContain('session');
  expect(toggleColumn(['model'], 'model')).toEqual([]);
});
