import { readArguments } from './arguments';

test('the demo is on unless told otherwise', () => {
  expect(readArguments([])).toEqual({ demo: true, help: false });
  expect(readArguments(['--no-demo'])).toEqual({ demo: false, help: false });
});

test('an unknown argument is refused by name', () => {
  expect(() => readArguments(['--nodemo'])).toThrow('--nodemo');
});
