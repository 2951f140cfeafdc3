import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { CaptureError } from '../errors';
import type { CallEnd, CallStart, Exchange, StreamPart, TraceSpan } from '../../call';
import { callEnd, callId, callStart } from '../../call/testing/facts';
import { decodeEnd, decodePart, decodeSpans, decodeStart, decodeWhole } from './decodeFrame';
import { callIdOf, encodeEnvelope, expandsBy } from './envelope';
import { encodeEnd, encodePart, encodeSpans, encodeStart, encodeWhole } from './encodeFrame';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const text = fc.string({ unit: 'binary', maxLength: 40 });
const withheld = fc.record({ bytes: fc.nat(), changed: fc.boolean(), changedBy: fc.array(text, { maxLength: 3 }) });
const exchange: fc.Arbitrary<Exchange> = fc.record(
  {
    original: bytes,
    final: fc.option(bytes),
    steps: fc.array(fc.record({ policy: text, redacts: fc.boolean(), body: bytes }), { maxLength: 3 }),
    contentType: fc.option(text),
    withheld,
  },
  { requiredKeys: ['original', 'final', 'steps', 'contentType'] },
);
const headers = fc.dictionary(text, text, { maxKeys: 4 });

test('starts come back as they were', () => {
  const start = fc.record({ request: exchange, headers, endpoint: text, requestedModel: fc.option(text) });
  fc.assert(
    fc.property(start, (fields) => {
      const call: CallStart = callStart(1, fields);
      expect(decodeStart(Buffer.concat(encodeStart(call)))).toEqual(call);
    }),
  );
});

test('ends come back as they were, with and without a response', () => {
  const end = fc.record({ response: fc.option(exchange), headers, errorMessage: fc.option(text) });
  fc.assert(
    fc.property(end, (fields) => {
      const call: CallEnd = callEnd(1, fields);
      expect(decodeEnd(Buffer.concat(encodeEnd(call)))).toEqual(call);
    }),
  );
});

test('stream parts come back as they were', () => {
  const side = fc.constantFrom('upstream' as const, 'client' as const);
  const part: fc.Arbitrary<StreamPart> = fc.record({ callId: text, side, bytes, times: fc.array(fc.nat()) });
  fc.assert(
    fc.property(part, (fields) => {
      const written = { ...fields, callId: callId(1) };
      expect(decodePart(Buffer.concat(encodePart(written)))).toEqual(written);
    }),
  );
});

test('a call in one frame comes back as it was, with the bodies that its directions share', () => {
  const side = fc.constantFrom('upstream' as const, 'client' as const);
  const part = fc.record({ side, bytes, times: fc.array(fc.nat()) });
  fc.assert(
    fc.property(exchange, fc.option(exchange), fc.array(part, { maxLength: 3 }), (request, response, parts) => {
      const call = {
        start: callStart(1, { request }),
        parts: parts.map((fields): StreamPart => ({ ...fields, callId: callId(1) })),
        end: callEnd(1, { response }),
      };
      expect(decodeWhole(Buffer.concat(encodeWhole(call)))).toEqual(call);
    }),
  );
});

const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };

test.each(['gzip', 'deflate', 'br', 'zstd'] as const)(
  'a body that came as %s is kept so, and read as it is',
  (encoding) => {
    const original = Buffer.from('{"text":"' + 'secret '.repeat(5_000) + '"}');
    const changed = Buffer.from(original.toString().replaceAll('secret', 'hidden'));
    const packed = [
      { body: original, encoding, bytes: compress[encoding](original) },
      { body: changed, encoding: 'zstd' as const, bytes: zstdCompressSync(changed) },
    ];
    const steps = [{ policy: 'redact', redacts: true, body: changed }];
    const request = { original, final: changed, steps, contentType: 'application/json' };
    const payload = Buffer.concat(encodeStart(callStart(1, { request: { ...request, packed } })));
    expect(payload.length).toBeLessThan(10_000);
    expect(expandsBy(payload)).toBe(
      original.length + changed.length - packed.reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
    expect(decodeStart(payload)).toEqual(callStart(1, { request }));
  },
);

test('a compressed body that is not as long as it was is not read', () => {
  const body = Buffer.alloc(1000, 'a');
  const packed = [{ body: Buffer.alloc(2000), encoding: 'gzip' as const, bytes: gzipSync(body) }];
  const written = { original: packed[0]?.body ?? body, final: null, steps: [], contentType: null, packed };
  const payload = Buffer.concat(encodeStart(callStart(1, { request: written })));
  expect(() => decodeStart(payload)).toThrow(expect.objectContaining({ code: 'frame_invalid' }) as Error);
});

test('a body that is sent as the last policy left it is kept once', () => {
  const original = Buffer.alloc(5000, 'a');
  const final = Buffer.alloc(5000, 'b');
  const steps = [{ policy: 'redact', redacts: true, body: final }];
  const frame = Buffer.concat(encodeStart(callStart(1, { request: { original, final, steps, contentType: null } })));
  expect(frame.length).toBeLessThan(11_500);
  expect(decodeStart(frame).request.steps[0]?.body).toEqual(final);
});

test('bodies are handed on, not copied', () => {
  const body = Buffer.alloc(100_000);
  const frame = encodePart({ callId: callId(1), side: 'upstream', bytes: body, times: [] });
  expect(frame[1]).toBe(body);
});

test('spans come back as they were', () => {
  const attributes = fc.dictionary(
    text,
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
  );
  const span: fc.Arbitrary<TraceSpan> = fc.record({
    ...{ traceId: text, spanId: text, parentSpanId: fc.option(text), name: text, service: text },
    ...{ status: fc.constantFrom('ok', 'error', 'unset'), startedAt: fc.nat(), durationMs: fc.nat(), attributes },
    events: fc.array(fc.record({ name: text, at: fc.nat(), attributes }), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 3 }), (traceSpans) => {
      const batch = { batchId: 'one', traceSpans };
      expect(JSON.stringify(decodeSpans(Buffer.concat(encodeSpans(batch))))).toBe(JSON.stringify(batch));
    }),
    { numRuns: 50 },
  );
});

test('the call of a frame is known without decoding it', () => {
  expect(callIdOf(Buffer.concat(encodeEnd(callEnd(7))))).toBe(callId(7));
});

test('a frame that is cut or foreign gives our own error, whatever its bytes', () => {
  const frame = Buffer.concat(encodeStart(callStart(1)));
  for (const damaged of [Buffer.alloc(0), Buffer.from([5, 1]), frame.subarray(0, 30), frame.subarray(0, 60)]) {
    expect(() => decodeStart(damaged)).toThrow(CaptureError);
  }
  const short = Buffer.concat(
    encodeEnvelope({ callId: 'x', head: '{"request":{"original":3,"steps":[]},"bodies":[]}', bodies: [] }),
  );
  expect(() => decodeStart(short)).toThrow(CaptureError);
  expect(() => decodeStart(frame.subarray(0, frame.length - 1))).toThrow(CaptureError);
});
