import fc from 'fast-check';
import { apply, diff, equalJson, packDelta, revert, unpackDelta } from '../diff';
import { parseJson } from './parseJson';
import { SpelledNumber } from './spelledNumber';

describe('numbers that JavaScript would spell otherwise', () => {
  test.each([
    '9007199254740993',
    '-12345678901234567890',
    '1.0',
    '1e2',
    '1E+2',
    '-0',
    '0.1000',
    '0.0000001',
    '1E400',
    '0.12345678901234567890',
    '-0.0e-5',
  ])('%s stays as it is', (spelling) => {
    const text = `{"a":[${spelling},{"b":${spelling}}],"c":"${spelling}"}`;
    const value = parseJson(text);
    expect(JSON.stringify(value)).toBe(text);
    expect(JSON.stringify(parseJson(spelling))).toBe(spelling);
    expect(parseJson(` ${spelling}\n`)).toBe(parseJson(spelling));
  });

  test.each([
    '1',
    '-1.5',
    '0.1',
    '999999999999999',
    '-9007199254740991',
    '[1234567890123456,-1]',
    '1e-7',
    '1e+21',
    '123456789012345680000',
    '5e-324',
    '0',
    '"1.0"',
    '["a 1e2",-0.5]',
  ])('others are numbers: %s', (text) => expect(parseJson(text)).toEqual(JSON.parse(text)));

  test('are JavaScript numbers where no database would keep them', () => {
    expect(parseJson('[1e99999,0e-99999]')).toEqual([Infinity, 0]);
    expect(parseJson(`1${'0'.repeat(2000)}`)).toBe(Infinity);
  });

  test('what is no JSON fails as it does for the parser', () => {
    for (const text of ['', '01.0', '{"a":1.0', '-', '1.0.0', '"1.0'])
      expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test('reads every text as the parser does, but for spelling', () => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    fc.assert(fc.property(fc.json(), (text) => expect(plain(parseJson(text))).toEqual(plain(JSON.parse(text)))));
  });

  test('are compared as they are spelled, and a delta of them is applied, reverted and packed', () => {
    const left = parseJson('{"seed":9007199254740993,"t":1.0,"same":[1e2,-0],"args":"{\\"n\\":1.0}"}');
    const right = parseJson('{"seed":9007199254740992.0,"t":1,"same":[1e2,-0],"args":"{\\"n\\":1.50}"}');
    const { delta, modified, unchanged } = diff(left, right);
    expect(modified.map(({ path, left: from, right: to }) => [path, JSON.stringify(from), JSON.stringify(to)])).toEqual(
      [
        ['seed', '9007199254740993', '9007199254740992.0'],
        ['t', '1.0', '1'],
        ['args.n', '1.0', '1.50'],
      ],
    );
    expect(unchanged).toBe(2);
    expect(equalJson(apply(delta, left), right)).toBe(true);
    expect(equalJson(revert(delta, right), left)).toBe(true);
    expect(JSON.stringify(unpackDelta(packDelta(delta), left))).toBe(JSON.stringify(delta));
  });

  test('are equal however many others were seen between them', () => {
    const before = SpelledNumber.of('1.0');
    for (let index = 0; index < 20_000; index += 1) SpelledNumber.of(`${index}.0`);
    expect(SpelledNumber.of('1.0')).not.toBe(before);
    expect(equalJson([before], [SpelledNumber.of('1.0')])).toBe(true);
    expect(diff({ a: before }, { a: SpelledNumber.of('1.0') }).modified).toEqual([]);
  });
});
