import { startupProblem } from './startupProblem';

const systemError = (code: string) => Object.assign(new Error(`${code}: something`), { code });

test.each([
  ['EADDRINUSE', /port is in use.*LENS_PORT/],
  ['ENOSPC', /disk is full.*LENS_DATA_DIR/],
  ['EACCES', /Permission denied/],
  ['EEXIST', /Check that path/],
])('%s is told in words, with what to do', (code, words) => {
  expect(startupProblem(systemError(code))).toMatch(words);
});

test('our own errors bring their words, and a remedy where they have one', () => {
  const own = Object.assign(new Error('The spool is in use.'), { code: 'spool_locked' });
  expect(startupProblem(own)).toBe('The spool is in use.');
  expect(startupProblem(Object.assign(own, { remedy: 'Stop the other one.' }))).toBe(
    'The spool is in use.\nStop the other one.',
  );
});

test('a bug keeps its stack: nothing is made up for it', () => {
  expect(startupProblem(new TypeError('x is not a function'))).toBeNull();
});
