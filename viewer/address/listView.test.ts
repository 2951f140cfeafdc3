import { beside, isTurnedBack, listQuery, readFilters, readListPlace, without, type ListPlace } from './listView';

test('filters survive the way through the address', () => {
  const filters = { text: 'a & b', model: 'gpt-5', changed: 'any' };
  expect(readFilters(new URLSearchParams(listQuery({ filters }).toString()))).toEqual(filters);
});

test.each<ListPlace>([
  { filters: {}, order: 'newest', position: {} },
  { filters: { model: 'm' }, order: 'oldest', position: { after: 'id' } },
  { filters: { text: 'a' }, order: 'newest', position: { before: 'id' } },
])('a view survives the way through the address: %j', (place) => {
  expect(readListPlace(new URLSearchParams(listQuery(place).toString()))).toEqual(place);
});

test('the usual order is not in the address, and what is no order is the usual one', () => {
  expect(listQuery({ order: 'newest' }).toString()).toBe('');
  expect(readListPlace(new URLSearchParams('order=fastest')).order).toBe('newest');
});

test('the list goes on towards older calls, and towards newer ones where the oldest come first', () => {
  expect([beside('id', 'newest', 'on'), beside('id', 'newest', 'back')]).toEqual([{ before: 'id' }, { after: 'id' }]);
  expect([beside('id', 'oldest', 'on'), beside('id', 'oldest', 'back')]).toEqual([{ after: 'id' }, { before: 'id' }]);
  for (const order of ['newest', 'oldest'] as const) {
    expect(isTurnedBack({ order, position: beside('id', order, 'back') })).toBe(true);
    expect(isTurnedBack({ order, position: beside('id', order, 'on') })).toBe(false);
    expect(isTurnedBack({ order, position: {} })).toBe(false);
  }
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
