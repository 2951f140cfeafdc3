/** @jest-environment jsdom */
import { keepList, neighbours, readList } from './lastList';

beforeEach(() => sessionStorage.clear());

test('the list a reader came from is kept, with the calls beside each', () => {
  keepList({ href: '/?model=m', callIds: ['newer', 'this', 'older'] });
  expect(neighbours(readList(), 'this')).toEqual({
    href: '/?model=m',
    previousHref: '/v2/debug/request/newer',
    nextHref: '/v2/debug/request/older',
  });
});

test('at the ends of the list, and for calls that are not in it, there is no neighbour', () => {
  const list = { href: '/', callIds: ['a', 'b'] };
  expect(neighbours(list, 'a').previousHref).toBeNull();
  expect(neighbours(list, 'b').nextHref).toBeNull();
  expect(neighbours(list, 'c')).toEqual({ href: '/', previousHref: null, nextHref: null });
  expect(neighbours(null, 'a')).toEqual({ href: '/', previousHref: null, nextHref: null });
});

test.each([
  'no json',
  'null',
  '[]',
  '{"href":"/"}',
  '{"href":"//evil.example","callIds":[]}',
  '{"href":"https://evil.example","callIds":[]}',
  '{"href":"javascript:alert(1)","callIds":[]}',
  '{"href":1,"callIds":[]}',
])('%s is no list of ours', (kept) => {
  sessionStorage.setItem('lens.list', kept);
  expect(readList()).toBeNull();
});

test('an id in a kept list stays an id in the address', () => {
  expect(neighbours({ href: '/', callIds: ['a', '../../x?y'] }, 'a').nextHref).toBe(
    '/v2/debug/request/..%2F..%2Fx%3Fy',
  );
});
