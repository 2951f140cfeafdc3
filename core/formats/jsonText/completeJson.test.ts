import fc from 'fast-check';
import { anthropicSdkResult } from '../fixtures/officialSdks';
import { block, finish, start } from '../fixtures/anthropicStreams';
import { streamBytes } from '../fixtures/framing';
import { completeJson } from './completeJson';

test.each<[string, unknown]>([
  ['{"a":1,"b":[true,null]}', { a: 1, b: [true, null] }],
  ['{', {}],
  ['{"a', {}],
  ['{"a"', {}],
  ['{"a":', {}],
  ['{"a":"x', {}],
  ['{"a":"x"', { a: 'x' }],
  ['{"a":12', {}],
  ['{"a":12 ', { a: 12 }],
  ['{"a":tru', {}],
  ['{"a":true', { a: true }],
  ['{"a":1,"b":{"c":[1,"x\\"', { a: 1, b: { c: [1] } }],
  ['[[],[{}', [[], [{}]]],
  ['{"__proto__":1,', JSON.parse('{"__proto__":1}')],
  ['', undefined],
  ['rm -rf', undefined],
  ['{"a":1}}', undefined],
  ['{"a" true', undefined],
  ['"x', undefined],
])('%j', (text, expected) => {
  expect(completeJson(text)).toEqual(expected);
});

test('nesting beyond the limit is refused, in time', () => {
  expect(completeJson('['.repeat(1_000_000))).toBeUndefined();
});

test('property: any beginning of a JSON object is completed as the SDK completes it', async () => {
  const cut = fc.tuple(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 })), fc.nat());
  const property = fc.asyncProperty(cut, fc.constantFrom(0, 2), async ([value, at], indent) => {
    const whole = JSON.stringify(value, null, indent);
    const partial = whole.slice(0, 1 + (at % whole.length));
    const tool = block(
      0,
      { type: 'tool_use', id: 't', name: 'f', input: {} },
      { type: 'input_json_delta', partial_json: partial },
    );
    const sdk = await anthropicSdkResult([streamBytes('anthropic', [start(), ...tool, ...finish()])], false);
    expect(sdk).toHaveProperty('content', [{ type: 'tool_use', id: 't', name: 'f', input: completeJson(partial) }]);
  });
  await fc.assert(property, { numRuns: 150 });
});
