import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { StreamPart } from '../frames';
import { callStart, openAiStream, streamEnd } from '../testing/facts';
import { callRecordOf } from './callRecordOf';

const start = callStart(1, { stream: true });

function part(bytes: Uint8Array): StreamPart {
  return { callId: start.callId, side: 'upstream', bytes, times: [1000, bytes.length] };
}

function recordOf(encoding: string, ...chunks: Uint8Array[]) {
  return callRecordOf({
    start,
    parts: chunks.map(part),
    end: streamEnd(1, { headers: { 'content-encoding': encoding } }),
  });
}

describe('a stream that came compressed', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['deflate', deflateSync],
    ['Deflate', deflateRawSync],
  ])('with %s is read as its client reads it', (encoding, compress) => {
    const plain = openAiStream(['Hel', 'lo']).join('');
    const bytes = compress(plain);
    const record = recordOf(encoding, bytes.subarray(0, 20), bytes.subarray(20));
    expect(record).toMatchObject({ status: 'complete', finishReason: 'stop', usage: { inputTokens: 5 } });
    expect(record.response?.original).toMatchObject({
      kind: 'sse',
      json: { choices: [{ message: { content: 'Hello' } }] },
    });
    expect(Buffer.from(record.response?.original.raw ?? []).toString()).toBe(plain);
    const lengths = record.chunks?.upstream?.lengths ?? [];
    expect([lengths.length, lengths.reduce((sum, length) => sum + length, 0)]).toEqual([2, plain.length]);
  });

  test('and was cut is read as far as it came', () => {
    const bytes = gzipSync(openAiStream(['Hel', 'lo'], { cut: true }).join(''));
    const record = recordOf('gzip', bytes.subarray(0, -4));
    expect(record.status).toBe('cut');
    expect(record.response?.original.json).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
  });

  test.each([
    ['damaged', 'gzip', Buffer.from('no gzip at all')],
    ['of an unknown compression', 'lzma', Buffer.from([0x5d, 0, 0, 0x80, 0xff])],
    ['larger than any stream', 'gzip', gzipSync(Buffer.alloc(65 * 1024 * 1024))],
  ])('and is %s is kept as it came, and nobody says that it was cut', (_what, encoding, bytes) => {
    const { status, response } = recordOf(encoding, bytes);
    expect(status).toBe('complete');
    expect(response?.original.raw).toEqual(bytes);
    expect(response?.original.kind).not.toBe('sse');
  });
});
