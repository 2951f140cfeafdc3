import fc from 'fast-check';
import { whereKeyRepeats } from './whereKeyRepeats';

describe('a key that stands twice in one object', () => {
  test.each([
    ['{"a":1,"a":2}', 7],
    ['{"a":1,"\\u0061":1}', 7],
    ['{"a":{"b":[{"c":1},{"c":1,"d":{},"c":2}]}}', 33],
    ['{"__proto__":1,"__proto__":2}', 15],
    ['{"a":{"__proto__":{"x":1},"\\u005f_proto__":null}}', 26],
    ['{"":1, "" : 2}', 7],
    ['{"a\\"":1,"a\\u0022":2}', 9],
    ['[{"1":[],"0":[],"1":[]}]', 16],
  ])('is found, and where: %s', (text, at) => {
    expect(whereKeyRepeats(text)).toBe(at);
  });

  test.each([
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
    '{"a":"a","b":"\\":{\\"a\\":1,\\"a\\":2}"}',
    '{"a":1,"A":2,"\\u0000":3,"__proto__":4,"constructor":5}',
    '[":",{"a:":["x:y"]},"\\\\"]',
    '"a:b"',
    '1',
  ])('is not found where there is none: %s', (text) => {
    expect(whereKeyRepeats(text)).toBeNull();
  });

  test('is found wherever a parser leaves fewer keys than were there', () => {
    const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('1', '"a"', '":"', 'null', '"{\\"a\\":1}"'),
        fc.array(tie('value'), { maxLength: 3 }).map((members) => `[${members.join(', ')}]`),
        fc
          .array(fc.tuple(fc.constantFrom('"a"', '"\\u0061"', '"b"', '"__proto__"', '":"', '",\\""'), tie('value')), {
            maxLength: 4,
          })
          .map((members) => `{${members.map(([key, value]) => `${key} : ${value}`).join(',')}}`),
      ),
    })).value;
    fc.assert(
      fc.property(json, (text) => (whereKeyRepeats(text) !== null) === keysOf(JSON.parse(text)) < written(text)),
    );
  });
});

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Object.values(value);
  const within = members.reduce<number>((sum, member) => sum + keysOf(member), 0);
  return within + (Array.isArray(value) ? 0 : members.length);
}

/** The test's keys alone stand before a blank and a colon. */
function written(text: string): number {
  return text.split('" : ').length - 1;
}
