import fc from 'fast-check';
import { whereNotJson } from './whereNotJson';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('where a text is no JSON', () => {
  test.each([
    ['', 0],
    ['{"a":', 5],
    ['{"a":1,', 7],
    ['{"a" 1}', 5],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1}', 2],
    ['{} x', 3],
    ['{"a": nul}', 6],
    ["{'a':1}", 1],
    ['{"a":01}', 6],
    ['{"a":"b\nc"}', 5],
    ['{"a":"\\x"}', 5],
    ['{"a":"b', 5],
    ['\ufeff{}', 0],
  ])('%j: at the token at which it stops being so', (text, at) => {
    expect(whereNotJson(text)).toBe(at);
  });

  test('agrees with the parser on every text', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"', '"a"', '\\', '\\n', '-', '0', '1.5e3', 'true', 'null', ' ', 'x'];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(text, fc.json()), (any) => (whereNotJson(any) === null) === isJson(any)));
  });

  test('takes long strings, numbers and nesting', () => {
    const long = 10_000_000;
    for (const text of [
      `"${'\\n'.repeat(long)}"`,
      `"${'x'.repeat(long)}"`,
      '1'.repeat(long),
      `[${'[],'.repeat(1e6)}[]]`,
    ]) {
      expect(whereNotJson(text)).toBeNull();
    }
    expect(whereNotJson('['.repeat(long))).toBe(long);
  });
});
