import { listQuery, readFilters, without } from './listView';

test('filters survive the way through the address', () => {
  const filters = { text: 'a & b', model: 'gpt-5', changed: 'any' };
  expect(readFilters(new URLSearchParams(listQuery({ filters }).toString()))).toEqual(filters);
});

test('what a form leaves empty, and what is no filter, is none', () => {
  expect(readFilters(new URLSearchParams('text=&model=%20&limit=5&__proto__=x'))).toEqual({});
});

test('the beginning of all calls has no query', () => {
  expect(listQuery({}).toString()).toBe('');
  expect(listQuery({ position: { before: 'id' } }).toString()).toBe('before=id');
});

test('one filter is taken away', () => {
  expect(without({ text: 'a', model: 'b' }, 'text')).toEqual({ model: 'b' });
});
