import fc from 'fast-check';
import { diff } from '../diff';
import { editedBody } from '../diff/testing/arbitraries';
import type { Json } from '../json';
import { packCallView, packedCallViewSchema, unpackCallView, type CallView, type PackedSide, type SideView } from '.';

const none: SideView = {
  original: null,
  final: null,
  diff: null,
  originalRaw: null,
  finalRaw: null,
  rawKind: null,
  originalBytes: 0,
  finalBytes: 0,
  masked: false,
};

function side(original: Json, final: Json, more: Partial<SideView> = {}): SideView {
  const raws = { originalRaw: JSON.stringify(original), finalRaw: JSON.stringify(final) };
  return { ...none, original, final, diff: diff(original, final), ...raws, rawKind: 'json', ...more };
}

function view(request: SideView): CallView {
  // Only the sides matter here; the rest passes through as it is.
  return { request, response: none, revealed: true, events: [], spans: [] } as Partial<CallView> as CallView;
}

/** A side as it arrives in the browser, and as it was on its way. */
function sent(request: SideView): { arrived: SideView; packed: PackedSide; text: string } {
  const text = JSON.stringify(packCallView(view(request)).request);
  const packed = JSON.parse(text) as PackedSide;
  const arrived = unpackCallView({ ...packCallView(view(none)), request: packed }).request;
  return { arrived, packed, text };
}

const long = (word: string): string => `${word} `.repeat(200);
const body = (content: string): Json => ({ model: 'm', messages: [{ role: 'user', content }] });

test('a side arrives as it was, whatever was edited', () => {
  fc.assert(
    fc.property(editedBody, ([original, final]) => {
      const request = side(original, final);
      expect(sent(request).arrived).toEqual(request);
    }),
    { numRuns: 300 },
  );
});

describe('each body is sent once', () => {
  test('when nothing changed', () => {
    const request = side(body(long('same')), body(long('same')));
    const { arrived, text } = sent({ ...request, final: request.original });
    expect(arrived).toEqual(request);
    expect(text.split(long('same')).length - 1).toBe(1);
  });

  test('when all of it was replaced', () => {
    const request = side(body(long('before')), body(long('after')));
    const { arrived, text } = sent(request);
    expect(arrived).toEqual(request);
    expect([text.split(long('before')).length - 1, text.split(long('after')).length - 1]).toEqual([1, 1]);
  });

  test('as its exact text, when that is spaced otherwise than JSON.stringify would', () => {
    const original = body('one two');
    const request = side(original, original, { originalRaw: JSON.stringify(original, null, 2) });
    const { arrived, packed } = sent({ ...request, finalRaw: request.originalRaw });
    expect(arrived).toEqual({ ...request, finalRaw: request.originalRaw });
    expect(packed).not.toHaveProperty('original');
  });

  test('with thousands of changes, in less than both bodies and the diff take', () => {
    const messages = (word: string): Json => Array.from({ length: 2_000 }, (_, i) => ({ content: `${word} ${i}` }));
    const request = side(messages('Project Falcon, line'), messages('the release, line'));
    expect(sent(request).text.length * 2.5).toBeLessThan(JSON.stringify(request).length);
  });
});

describe('what can not be told from the rest is sent', () => {
  test('a final body whose keys stand in another order', () => {
    const request = side({ a: 1, b: 2 }, { b: 3, a: 1 });
    const { arrived } = sent(request);
    expect(JSON.stringify(arrived.final)).toBe('{"b":3,"a":1}');
  });

  test('the two raw texts of a stream', () => {
    const request = side(body('a b c'), body('a b d'), {
      originalRaw: 'data: abc',
      finalRaw: 'data: abd',
      rawKind: 'sse',
    });
    expect(sent(request).arrived).toEqual(request);
  });

  test('a final text that differs only in spacing', () => {
    const original = body('x');
    const request = side(original, body('x'), { finalRaw: JSON.stringify(original, null, 1) });
    expect(sent(request).arrived).toEqual(request);
  });

  test('a body that is shown as text because it nests too deeply', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const request = side(deep, deep, { originalRaw: deep, finalRaw: deep });
    expect(sent(request).arrived).toEqual(request);
  });

  test.each([
    ['hidden whole', { original: null, final: body('[REDACTED]'), diff: null, originalRaw: null, masked: true }],
    ['binary', { original: { base64: 'AP8B' }, final: { base64: 'AP8B' }, originalRaw: null, finalRaw: null }],
    ['missing', none],
  ] as [string, Partial<SideView>][])('a side that is %s', (_, parts) => {
    const request = { ...side(null, null), ...parts };
    expect(sent(request).arrived).toEqual(request);
  });
});

test('a masked side holds nothing of the text that is masked', () => {
  const masked = body('my number is [masked, 3f9a…]');
  const request = side(masked, body('my number is [REDACTED]'), { originalRaw: null, masked: true });
  const { arrived, packed } = sent(request);
  expect(arrived).toEqual(request);
  expect(packed.originalRaw).toBeNull();
});

test('the schema describes what is sent', () => {
  const request = side(
    { a: 'one two', b: [1, 2, 3], c: '{"x":1,"y":2}' },
    { a: 'one three', b: [3], c: '{"x":1,"y":4}', d: 1 },
  );
  const { packed } = sent(request);
  expect(packedCallViewSchema.safeParse({ request: packed }).error?.issues.map(({ path }) => path[0])).not.toContain(
    'request',
  );
});
