import { isUuid, uuidIn, uuidOf } from './uuid';

const id = '019aa3f2-6c11-7a40-8f3e-2b1d5c6e7f80';

test.each([id, id.toUpperCase(), ` ${id}\n`, `https://lens.example/v2/debug/request/${id}?tab=raw#response:id`])(
  '%j names a call',
  (text) => {
    expect(uuidIn(text)).toBe(id);
  },
);

test.each(['', 'nope', id.slice(1), id.replaceAll('-', ''), '../../etc/passwd'])('%j names none', (text) => {
  expect(uuidIn(text)).toBeNull();
});

test('what is made of the same parts is the same UUID, and another of others', () => {
  const made = uuidOf('call', 'request', 0);
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidOf('call', 'request', 0)).toBe(made);
  expect([uuidOf('call', 'request', 1), uuidOf('call', 'response', 0)]).not.toContain(made);
  expect(isUuid(made)).toBe(true);
});

test('is kept in lower case', () => {
  expect(isUuid('0199A000-0000-7000-8000-000000000001')).toBe(false);
  expect(uuidIn('0199A000-0000-7000-8000-000000000001')).toBe('0199a000-0000-7000-8000-000000000001');
});
