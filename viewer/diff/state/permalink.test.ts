import { formatLink, parseLink } from './useDiffPermalink';

test('a link can be read by people and leads back to its path', () => {
  expect(formatLink('', { side: 'response', path: 'choices[0].message.content' })).toBe(
    '#response:choices[0].message.content',
  );
  const place = { side: 'request', path: 'a["b c"].d#e%20' };
  expect(parseLink('', formatLink('', place))).toEqual(place);
});

test('a link leads to a place in one viewer only', () => {
  const place = { side: 'request', path: 'model' };
  const link = formatLink('left-', place);
  expect(link).toBe('#left-request:model');
  expect(['left-', 'right-', ''].map((prefix) => parseLink(prefix, link))).toEqual([place, null, null]);
});

test.each(['', '#', '#events', '#response:', '#response:%E0%A4%A'])('%s is no link to a path', (hash) => {
  expect(parseLink('', hash)).toBeNull();
});
