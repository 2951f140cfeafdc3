import fc from 'fast-check';
import { createJsonTextRewriter, rewriteJsonText, type TextChannel } from '../index';

const redact = (text: string) => text.replaceAll('1234', '[X]');
const keep = (text: string) => text;

test('only string values change, everything around them stays', () => {
  const text = ' { "1234" : "a 1234", "n": 1234,\n "deep": [ true, "1234", {"k": null} ] } ';
  expect(rewriteJsonText(text, redact)).toBe(
    ' { "1234" : "a [X]", "n": 1234,\n "deep": [ true, "[X]", {"k": null} ] } ',
  );
});

test('a replacement is escaped', () => {
  expect(rewriteJsonText('["1234"]', () => 'a "b"\\\n\u0001')).toBe('["a \\"b\\"\\\\\\n\\u0001"]');
});

test('an unchanged string keeps the escapes it was written with', () => {
  const text = String.raw`{"a":"\u0041\/\u00e9 \uD83D\uDE00 \t","b":"1234"}`;
  expect(rewriteJsonText(text, redact)).toBe(text.replace('1234', '[X]'));
});

test('a match is found in the text behind the escapes', () => {
  expect(rewriteJsonText(String.raw`["\u0031\u0032\u0033\u0034"]`, redact)).toBe('["[X]"]');
});

test('numbers are rewritten when asked for, and become strings only when changed', () => {
  const text = '{"a": 1234, "b": [-5.5e3, 991234],"c":true , "d":null}';
  expect(rewriteJsonText(text, redact, { numbers: true })).toBe(
    '{"a": "[X]", "b": [-5.5e3, "99[X]"],"c":true , "d":null}',
  );
  expect(rewriteJsonText('1234', redact, { numbers: true })).toBe('"[X]"');
  expect(rewriteJsonText('true', () => 'x', { numbers: true })).toBe('true');
});

test('a number is also read as the integer that it is', () => {
  const rewrite = (text: string) => text.replace(/^(-?)1234$/, '$1[X]');
  const rewritten = (text: string) => rewriteJsonText(text, rewrite, { numbers: true });
  for (const same of ['1234.0', '1.234e3', '0.1234E+4', '1234.000e0', '123400e-2'])
    expect(rewritten(`[${same} ]`)).toBe('["[X]" ]');
  expect(rewritten('-1234.0')).toBe('"-[X]"');
  for (const other of ['1234.5', '12.34', '1234e-1', '1234e400', '0.0', '1e3']) expect(rewritten(other)).toBe(other);
});

test('text that is no JSON passes; with numbers it is rewritten as the text it is', () => {
  expect(rewriteJsonText('card 1234 please', redact)).toBe('card 1234 please');
  expect(rewriteJsonText('card 1234 please', redact, { numbers: true })).toBe('card [X] please');
  expect(rewriteJsonText('}}]]"', keep)).toBe('}}]]"');
});

test('text that was cut off is rewritten up to its end', () => {
  expect(rewriteJsonText('{"a":"x 1234', redact)).toBe('{"a":"x [X]');
  expect(rewriteJsonText('{"a":"x\\', keep)).toBe('{"a":"x\\');
  expect(rewriteJsonText('{"a":"x\\u00', keep)).toBe('{"a":"x\\u00');
});

test('a broken escape does not swallow the quote after it', () => {
  expect(rewriteJsonText('{"a":"\\u12","b":"1234"}', redact)).toBe('{"a":"\\u12","b":"[X]"}');
});

test('nesting costs no stack', () => {
  const deep = '['.repeat(200_000) + '"1234"';
  expect(rewriteJsonText(deep, redact).endsWith('["[X]"')).toBe(true);
});

/** Holds the last characters back, as a policy does that waits for a match to complete. */
function holdingBack(length: number, rewrite: (text: string) => string): TextChannel {
  let held = '';
  return {
    push(text) {
      held = rewrite(held + text);
      const settled = held.slice(0, Math.max(0, held.length - length));
      held = held.slice(settled.length);
      return settled;
    },
    end: () => rewrite(held),
  };
}

const cuts = fc.array(fc.nat(400), { maxLength: 12 });
const json = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 3))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
/** The same JSON with every non-ASCII character written as an escape. */
const escapedJson = json.map((text) =>
  text.replaceAll(/[^\x20-\x7e\n]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

function inFragments(text: string, at: number[], channel: TextChannel): string {
  const edges = [...new Set(at.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
  let out = '';
  let from = 0;
  for (const edge of [...edges, text.length]) {
    out += channel.push(text.slice(from, edge));
    from = edge;
  }
  return out + channel.end();
}

test('property: channels that change nothing give back every byte, wherever the text is cut', () => {
  fc.assert(
    fc.property(fc.oneof(json, escapedJson, fc.string({ unit: 'binary' })), cuts, fc.nat(6), (text, at, held) => {
      const rewriter = createJsonTextRewriter(() => holdingBack(held, keep), { numbers: true });
      expect(inFragments(text, at, rewriter)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('property: valid JSON stays valid with the values that the rewrite gives, wherever it is cut', () => {
  const shout = (text: string) => text.toUpperCase();
  fc.assert(
    fc.property(fc.oneof(json, escapedJson), cuts, (text, at) => {
      const rewriter = createJsonTextRewriter(() => holdingBack(3, shout));
      const expected: unknown = JSON.parse(text, (_key, value: unknown) =>
        typeof value === 'string' ? shout(value) : value,
      );
      expect(JSON.parse(inFragments(text, at, rewriter))).toEqual(expected);
      expect(JSON.parse(rewriteJsonText(text, shout))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
