import fc from 'fast-check';
import { createSseDecoder, encodeSse, type SseEvent } from '../index';

const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(pieces: readonly (string | Uint8Array)[]): SseEvent[] {
  const decoder = createSseDecoder();
  const events = pieces.flatMap((piece) => decoder.push(typeof piece === 'string' ? utf8.encode(piece) : piece));
  return [...events, ...decoder.end()];
}

function seen(events: SseEvent[]) {
  return events.map(({ event, data, blank }) => (blank ? 'blank' : event === '' ? data : `${event}: ${data}`));
}

function raw(events: SseEvent[]): string {
  return events.map((event) => text.decode(event.raw)).join('');
}

test('an event is given out with its last byte, not before', () => {
  const decoder = createSseDecoder();
  expect(decoder.push(utf8.encode('event: ping\ndata: {}\n'))).toEqual([]);
  expect(seen(decoder.push(utf8.encode('\ndata: 2\n\nda')))).toEqual(['ping: {}', '2']);
  expect(seen(decoder.push(utf8.encode('ta: 3\r\n\r')))).toEqual([]);
  expect(seen(decoder.push(utf8.encode('\n')))).toEqual(['3']);
});

test('in a stream whose lines end in CR alone an event does not wait for the next one', () => {
  expect(seen(createSseDecoder().push(utf8.encode('data: 1\r\r')))).toEqual(['1']);
});

test.each(['\n', '\r\n', '\r'])('line break %j', (lineBreak) => {
  const stream = ['event: a', 'data: 1', '', 'data: 2', 'data: 3', '', ''].join(lineBreak);
  expect(seen(decode([stream]))).toEqual(['a: 1', '2\n3']);
});

test('fields as the specification reads them', () => {
  const lines = [
    'data',
    'data:',
    'data:  two spaces',
    'dataset: x',
    'event:a',
    'event: b',
    'id: 7',
    'retry: 10',
    ': note',
  ];
  expect(seen(decode([`${lines.join('\n')}\n\n`]))).toEqual(['b: \n\n two spaces']);
});

test('comments, ids and blank lines are kept for the bytes and marked', () => {
  const stream = ': OPENROUTER PROCESSING\n\nid: 1\n\n\ndata: x\n: inside\n\n\n\n: end';
  const events = decode([stream]);
  expect(seen(events)).toEqual(['blank', 'blank', 'blank', 'x', 'blank', 'blank', 'blank']);
  expect(raw(events)).toBe(stream);
});

test('an event with a name and no data is no blank', () => {
  expect(seen(decode(['event: ping\n\n']))).toEqual(['ping: ']);
});

test('a line that begins like another field is none', () => {
  expect(seen(decode(['data: a\nb']))).toEqual(['a']);
  expect(seen(decode(['data: a\nb\n\n']))).toEqual(['a']);
});

test('what no blank line closed comes out at the end, once', () => {
  const decoder = createSseDecoder();
  decoder.push(utf8.encode('data: 1\n\ndata: {"half"'));
  expect(seen(decoder.end())).toEqual(['{"half"']);
  expect(decoder.end()).toEqual([]);
});

test('a byte order mark is taken off, but kept in the bytes', () => {
  const events = decode(['\ufeffdata: 1\n\n']);
  expect(seen(events)).toEqual(['1']);
  expect(raw(events)).toBe('\ufeffdata: 1\n\n');
});

test('characters cut in two are whole again; bytes that are no UTF-8 are passed on as they are', () => {
  const emoji = utf8.encode('data: 👋\n\n');
  expect(seen(decode([...emoji].map((byte) => Uint8Array.of(byte))))).toEqual(['👋']);
  const broken = Uint8Array.of(...utf8.encode('data: '), 0xff, 0x0a, 0x0a);
  const [event] = decode([broken]);
  expect(event?.data).toBe('\ufffd');
  expect(event?.raw).toEqual(broken);
});

test('an event larger than the limit comes out in pieces that nobody read, and the next one is read again', () => {
  const pieces = ['data: 1\n\ndata: 12345678', '901234567890', '12\n\ndata: 2\n\n', `data: ${'x'.repeat(20)}\n\n`];
  const decoder = createSseDecoder({ maxEventBytes: 20 });
  const events = pieces.map((piece) => decoder.push(utf8.encode(piece)));
  expect(events.map((list) => list.map(({ data, tooLarge }) => (tooLarge ? 'unread' : data)))).toEqual([
    ['1'],
    ['unread'],
    ['unread', '2'],
    ['unread'],
  ]);
  expect(raw(events.flat())).toBe(pieces.join(''));
});

test('encoded events are read back, whatever is in them', () => {
  expect(text.decode(encodeSse('', '{"a":1}'))).toBe('data: {"a":1}\n\n');
  expect(text.decode(encodeSse('message_stop', '{}'))).toBe('event: message_stop\ndata: {}\n\n');
  expect(seen(decode([encodeSse('a\ndata: injected', 'x\ny\r\nz')]))).toEqual(['adata: injected: x\ny\nz']);
});

const hostile = fc
  .array(
    fc.oneof(
      fc
        .constantFrom('data: a', 'data', ':', 'event: é', '👋', '\n', '\r', '\r\n', '\n\n', '\ufeff', ' ', '')
        .map((part) => utf8.encode(part)),
      // No UTF-8, or only where the next part goes on with it.
      fc.constantFrom([0xe2, 0x80], [0xf0, 0x9f], [0xff]).map((bytes) => Uint8Array.from(bytes)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

test('property: no byte is lost, and the events are the same at any cut', () => {
  fc.assert(
    fc.property(
      fc.oneof(hostile, fc.uint8Array({ maxLength: 40 })),
      fc.array(fc.nat(60), { maxLength: 8 }),
      (bytes, cuts) => {
        const edges = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
        const pieces = edges.map((edge, index) => bytes.subarray(edges[index - 1] ?? 0, edge));
        const events = decode(pieces);
        expect(Uint8Array.from(events.flatMap((event) => [...event.raw]))).toEqual(bytes);
        expect(events).toEqual(decode([bytes]));
      },
    ),
    { numRuns: 1000 },
  );
});
