import { readCallId } from './readCallId';

const id = '019aa3f2-6c11-7a40-8f3e-2b1d5c6e7f80';

test.each([id, id.toUpperCase(), ` ${id}\n`, `https://lens.example/v2/debug/request/${id}?tab=raw#response:id`])(
  '%j names a call',
  (text) => {
    expect(readCallId(text)).toBe(id);
  },
);

test.each(['', 'nope', id.slice(1), id.replaceAll('-', ''), '../../etc/passwd'])('%j names none', (text) => {
  expect(readCallId(text)).toBeNull();
});
