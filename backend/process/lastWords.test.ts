import { lastWords } from './lastWords';

test('finds the one line that matters in what V8 says when it is out of memory', () => {
  const said = `
<--- Last few GCs --->

[7:0x1] 1200 ms: Mark-Compact 95.1 (129.0) -> 94.9 (129.2) MB, pooled: 0 MB, 20.1 / 0.0 ms

<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xe36196 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
`;
  expect(lastWords(said, null, 'SIGABRT')).toBe(
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory (SIGABRT)',
  );
});

test('and the error of an exception', () => {
  const said = `file:///recorder.mjs:12
    throw new TypeError('no');
    ^

TypeError: no
    at file:///recorder.mjs:12:11

Node.js v24.21.0
`;
  expect(lastWords(said, 1, null)).toBe('TypeError: no (exit code 1)');
});

test('a process that said nothing is known by how it ended', () => {
  expect(lastWords('', null, 'SIGKILL')).toBe('SIGKILL');
});
