import fc from 'fast-check';
import { redactText } from './redactText';

test.each([
  ['{"card":4111111111111111,"n":1}', '{"card":"[REDACTED:card]","n":1}'],
  ['{"card":4111111111111111.5}', '{"card":4111111111111111.5}'],
  ['["4111 1111 1111 1111", 4111111111111111 ]', '["[REDACTED:card]", "[REDACTED:card]" ]'],
  ['{"password": 123456, "x": {}}', '{"password": "[REDACTED:password]", "x": {}}'],
  ['{"password":"a\\"b c\\\\"}', '{"password":"[REDACTED:password]"}'],
  ['{"ada@example.org": "x"}', '{"[REDACTED:email]": "x"}'],
  ['{"t":"\\u0034111111111111111"}', '{"t":"[REDACTED:card]"}'],
  ['{"t":"x\\nsk-aaaaaaaaaaaaaaaaaaaa\\ny"}', '{"t":"x\\n[REDACTED:api_key]\\ny"}'],
  ['{"a": sk-aaaaaaaaaaaaaaaaaaaa', '{"a": [REDACTED:api_key]'],
  ['[1, "x', '[1, "x'],
  ['{"t": "\\u0073k-aaaaaaaaaaaaaaaaaaaaa', '{"t": "[REDACTED:api_key]'],
])('%s', (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});

const leaf = fc.oneof(
  fc.constantFrom('4111111111111111', 'password: "x y"', 'sk-aaaaaaaaaaaaaaaaaaaaaaaa', '"', '\\', '\n', 'a\\"', 'it'),
  fc.constantFrom<unknown>(4111111111111111, 12, -1.5e3, true, null),
  fc.string({ maxLength: 8 }),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('password', 'token', 'text', 'a"b', 'secret_key'), tie('tree'), { maxKeys: 4 }),
    tie('tree').map((value) => JSON.stringify(value)),
  ),
}));

test('JSON stays JSON, and nothing of it is left', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
      const redacted = redactText(JSON.stringify([value], null, indent));
      expect(() => void JSON.parse(redacted)).not.toThrow();
      expect(redacted).not.toContain('4111111111111111');
      expect(redacted).not.toContain('sk-aaaa');
    }),
    { numRuns: 500 },
  );
});
