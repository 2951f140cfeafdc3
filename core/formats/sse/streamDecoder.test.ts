import fc from 'fast-check';
import { createStreamDecoder, encodeSse, rewrittenText, type SseEvent } from '../index';

const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(pieces: readonly Uint8Array[]): SseEvent[] {
  const decoder = createStreamDecoder();
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()];
}

const said = (stream: string) =>
  decode([utf8.encode(stream)]).flatMap(({ data, blank, unfinished }) =>
    blank ? [] : [unfinished ? `${data} (unfinished)` : data],
  );

test('a stream is taken for what it is', () => {
  expect(said('data: 1\n\ndata: 2\n\n')).toEqual(['1', '2']);
  expect(said('{"a":1}\n{"a":"}\\"{"}\n')).toEqual(['{"a":1}', '{"a":"}\\"{"}']);
  expect(said('\ufeff\n {\n "a": [1]\n}')).toEqual(['{\n "a": [1]\n}']);
  expect(said('{"a":1}{"b":')).toEqual(['{"a":1}', '{"b": (unfinished)']);
  expect(said('{"a":1}\nand text\n[2]')).toEqual(['{"a":1}', 'and text\n', '[2]']);
});

test('a JSON value is given out with its last byte', () => {
  const decoder = createStreamDecoder();
  expect(decoder.push(utf8.encode('{"a":{'))).toEqual([]);
  expect(decoder.push(utf8.encode('}}')).map(({ data }) => data)).toEqual(['{"a":{}}']);
});

test('a byte order mark comes out whole, wherever it is cut', () => {
  const marks = ['\ufeffdata: 1\n\n', '\n\ufeff{"a":1}', ' \ufeff'].map((stream) => utf8.encode(stream));
  for (const bytes of marks) {
    const raws = decode([...bytes].map((byte) => Uint8Array.of(byte))).map(({ raw }) => text.decode(raw));
    expect(raws.join('')).toBe(text.decode(bytes));
  }
  const half = Uint8Array.of(0xef, 0xbb);
  expect(decode([half]).map(({ raw }) => raw)).toEqual([half]);
});

test('property: no byte is lost, and what is read is the same at any cut', () => {
  const stream = fc
    .array(fc.constantFrom('{', '}', '[', ']', '"', '\\', 'data: x', '\n', '\r\n', ' ', 'é', ':', ''), {
      maxLength: 30,
    })
    .map((parts) => utf8.encode(parts.join('')));
  fc.assert(
    fc.property(stream, fc.array(fc.nat(60), { maxLength: 6 }), (bytes, cuts) => {
      const edges = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
      const pieces = edges.map((edge, index) => bytes.subarray(edges[index - 1] ?? 0, edge));
      const events = decode(pieces);
      expect(Uint8Array.from(events.flatMap(({ raw }) => [...raw]))).toEqual(bytes);
      const read = (all: SseEvent[]) => all.filter(({ blank }) => !blank).map(({ event, data }) => [event, data]);
      expect(read(events)).toEqual(read(decode([bytes])));
    }),
    { numRuns: 500 },
  );
});

describe('an event with other data', () => {
  const rewritten = (event: string, ...more: [data: string, asides?: string[]]) => {
    const [read] = decode([utf8.encode(event)]);
    return read === undefined ? '' : rewrittenText(read, ...more);
  };

  test('keeps every other line, its place and its line end', () => {
    const event = ': one\r\nid: 7\r\ndata: {\r\nevent: x\r\ndata: }\r\nretry: 10\r\n: two\r\n\r\n';
    expect(rewritten(event, '{"a":1}')).toBe(
      ': one\r\nid: 7\r\ndata: {"a":1}\r\nevent: x\r\nretry: 10\r\n: two\r\n\r\n',
    );
    expect(rewritten(event, '{\n}', ['1', '8', '20', '2'])).toBe(
      ': 1\r\nid: 8\r\ndata: {\r\ndata: }\r\nevent: x\r\nretry: 20\r\n: 2\r\n\r\n'.replace(
        'data: {\r\ndata: }\r\nevent: x',
        'data: {\r\nevent: x\r\ndata: }',
      ),
    );
    expect(rewritten('data: 1', '2')).toBe('data: 2');
    expect(rewritten('{"a":1}', '{"a":2}')).toBe('{"a":2}');
  });

  test('is written as providers do where it came so', () => {
    expect(rewritten(text.decode(encodeSse('x', '1')), '2')).toBe('event: x\ndata: 2\n\n');
  });
});
