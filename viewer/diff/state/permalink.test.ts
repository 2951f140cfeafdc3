import { formatLink, parseLink } from './useDiffPermalink';

test('a link can be read by people and leads back to its path', () => {
  expect(formatLink('response', 'choices[0].message.content')).toBe('#response:choices[0].message.content');
  const path = 'a["b c"].d#e%20';
  expect(parseLink(formatLink('request', path))).toEqual({ side: 'request', path });
});

test.each(['', '#', '#events', '#response:', '#response:%E0%A4%A'])('%s is no link to a path', (hash) => {
  expect(parseLink(hash)).toBeNull();
});
