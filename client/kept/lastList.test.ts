import { createLinks } from '@lens/viewer/host';
import { keepList, neighbours, readList } from './lastList';

const links = createLinks({
  list: '/',
  compare: '/compare',
  live: '/live',
  errors: '/errors',
  sessions: '/sessions',
  call: (callId) => `/call/${encodeURIComponent(callId)}`,
});

function tab(kept: string | null = null) {
  let text = kept;
  return { get: () => text, set: (_key: string, next: string) => (text = next) };
}

test('the list a reader came from is kept, with the calls beside each', () => {
  const storage = tab();
  keepList(storage, { href: '/?model=m', callIds: ['3', '2', '1'] });
  expect(neighbours(readList(storage), '2', links)).toEqual({
    href: '/?model=m',
    previous: { href: '/call/3', age: 'newer' },
    next: { href: '/call/1', age: 'older' },
  });
});

test('in a list of the oldest first the next call is a newer one', () => {
  const { previous, next } = neighbours({ href: '/?order=oldest', callIds: ['1', '2', '3'] }, '2', links);
  expect([previous?.age, next?.age]).toEqual(['older', 'newer']);
});

test('at the ends of the list, and for calls that are not in it, there is no neighbour', () => {
  const list = { href: '/', callIds: ['a', 'b'] };
  expect(neighbours(list, 'a', links).previous).toBeNull();
  expect(neighbours(list, 'b', links).next).toBeNull();
  expect(neighbours(list, 'c', links)).toEqual({ href: '/', previous: null, next: null });
  expect(neighbours(null, 'a', links)).toEqual({ href: '/', previous: null, next: null });
});

test.each([
  'no json',
  'null',
  '[]',
  '{"href":"/"}',
  '{"href":"//evil.example","callIds":[]}',
  '{"href":"/\\\\evil.example","callIds":[]}',
  '{"href":"https://evil.example","callIds":[]}',
  '{"href":"javascript:alert(1)","callIds":[]}',
  '{"href":1,"callIds":[]}',
])('%s is no list of ours', (kept) => {
  expect(readList(tab(kept))).toBeNull();
});

test('an id in a kept list stays an id in the address', () => {
  expect(neighbours({ href: '/', callIds: ['a', '../../x?y'] }, 'a', links).next?.href).toBe('/call/..%2F..%2Fx%3Fy');
});
