import { readBody, writeBody } from './index';

const write = (_source: string, value: unknown) => JSON.stringify(value);

test.each([
  ['an object', '{"text":"a"}', { text: 'a' }],
  ['an object that looks like lines', '{"lines":["a"]}', { lines: ['a'] }],
  ['a list', ' [1,\n"a"] ', { lines: [[1, 'a']] }],
  ['lines', '{"a":1}\r\n\n[2]\n', { lines: [{ a: 1 }, [2]] }],
  ['lines, one of which is no JSON', '{"a":1}\n{"a":', { text: '{"a":1}\n{"a":' }],
  ['numbers in lines', '1\n2\n', { text: '1\n2\n' }],
  ['a text', 'one\ntwo', { text: 'one\ntwo' }],
  ['a text in brackets', '[Music] la', { text: '[Music] la' }],
  ['nothing', '', { text: '' }],
])('policies are handed %s, and it is written in its own form', (_what, source, body) => {
  expect(readBody(source)).toEqual(body);
  const written = writeBody(source, body, write);
  expect(readBody(written)).toEqual(body);
});

test('each line is written by its own spelling', () => {
  const spelled: [string, unknown][] = [];
  writeBody('{"a":1.0}\n\n{"b":2.0}', { lines: [{ a: 1 }, { b: 3 }, { c: 4 }] }, (source, value) => {
    spelled.push([source, value]);
    return '';
  });
  expect(spelled).toEqual([
    ['{"a":1.0}', { a: 1 }],
    ['{"b":2.0}', { b: 3 }],
    ['null', { c: 4 }],
  ]);
});
