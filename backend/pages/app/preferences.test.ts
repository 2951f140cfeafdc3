import { preferenceCookies, readPreferences } from './preferences';

test('what a reader chose is read back from the cookies', () => {
  expect(readPreferences('a=b; lens_theme=dark; lens_diff=unified; lens_columns=model.tokens')).toEqual({
    theme: 'dark',
    mode: 'unified',
    columns: ['model', 'tokens'],
  });
});

test.each([
  '',
  ';;',
  'lens_theme',
  'lens_theme=; lens_diff=; lens_columns=',
  'lens_theme="><script>; lens_diff=__proto__',
])('nothing usable in %j gives the defaults', (cookie) => {
  expect(readPreferences(cookie)).toEqual({ theme: 'system', mode: null, columns: null });
});

test('a choice is kept for a year, for our own pages only', () => {
  const kept = 'Max-Age=31536000; Path=/; SameSite=Lax';
  expect(preferenceCookies({ columns: ['model'] })).toEqual([`lens_columns=model; ${kept}`]);
  expect(preferenceCookies({ theme: 'dark', mode: 'side' })).toEqual([
    `lens_theme=dark; ${kept}`,
    `lens_diff=side; ${kept}`,
  ]);
});

test('a choice that is taken back is kept as none', () => {
  const [cookie = ''] = preferenceCookies({ columns: null });
  expect(readPreferences(cookie).columns).toBeNull();
});
