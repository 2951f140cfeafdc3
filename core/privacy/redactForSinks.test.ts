import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { canaries } from '../secrets/testing';
import { redactForSinks } from './redactForSinks';

const cards = ['4111 1111 1111 1111', '5500-0000-0000-0004', '378282246310005', '6304000000000000000'];

describe.each([...Object.entries(canaries), ...cards.map((card) => [card, { secret: card, text: card }] as const)])(
  '%s',
  (_name, { secret, text }) => {
    test.each([
      ['in a text', text],
      ['in a field', { summary: text }],
      ['in a list in a field', { details: [{ more: [text] }] }],
      ['in JSON', JSON.stringify({ messages: [{ content: text }] })],
      ['in a tool’s arguments in JSON', JSON.stringify({ arguments: JSON.stringify({ note: text }) })],
      ['as a field’s name', { [text.slice(0, 400)]: 1 }],
      ['cut in the middle', `${'x '.repeat(400)}${text}${' x'.repeat(4000)}`],
    ])('%s passes nowhere', (_place, value) => {
      const told = JSON.stringify(redactForSinks(value));
      expect(told).not.toContain(secret);
      expect(told).not.toContain(JSON.stringify(secret).slice(1, -1));
    });
  },
);

test('a field that is called a secret is one whatever is in it', () => {
  expect(
    redactForSinks({ password: 'x', 'db.password': 7, api_key: ['a'], token: '', input_tokens: 5, has_password: true }),
  ).toEqual({
    password: '[REDACTED:password]',
    'db.password': '[REDACTED:password]',
    api_key: '[REDACTED:password]',
    token: '',
    input_tokens: 5,
    has_password: true,
  });
});

test('what telemetry is made of stays as it is', () => {
  const fields = {
    call_id: '0191d3a4-7b5e-7cc1-8f0e-2b1d4f6a8c90',
    trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
    span_id: '00f067aa0ba902b7',
    model: 'claude-sonnet-4-5-20250929',
    started_at: 1764464064123,
    duration_ms: 1234.567891234,
    endpoint: '/v1/chat/completions?limit=20',
    time: '2026-11-30T01:04:24.123Z',
    summary: 'Redacted card number in choices[0].message.content',
    bytes: 123456789,
    ok: true,
    nothing: null,
  };
  expect(redactForSinks(fields)).toEqual(fields);
  expect(redactForSinks(4111111111111111)).toBe('[REDACTED:card]');
});

test('a text is looked at for all it says, whatever others that are known to be harmless say', () => {
  const word = 'rotate the password';
  const mixed = (text: string) => [word, text, `${word}: hunter2xyz`, text, word];
  for (let count = 0; count < 1500; count += 1) redactForSinks({ [`field ${count}`]: `value ${count}` });
  expect(redactForSinks(mixed('4111 1111 1111 1111'))).toEqual([
    word,
    '[REDACTED:card]',
    `${word}: [REDACTED:password]`,
    '[REDACTED:card]',
    word,
  ]);
  // Known or not, it has no more bytes than it may have.
  const long = 'ж'.repeat(60);
  expect(redactForSinks(long)).toBe(long);
  expect(Buffer.byteLength(redactForSinks(long, { textBytes: 100, attributes: 1 }))).toBeLessThanOrEqual(100);
});

test('a word that is known to be harmless does not keep in memory what it was a part of', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heapAfter = (work: () => void) => {
    work();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const mib = 1024 * 1024;
  const before = heapAfter(() => redactForSinks('a word'));
  const after = heapAfter(() => {
    for (let count = 0; count < 32; count += 1) {
      const body = Array.from({ length: 8192 }, () => `a word of the body ${count} `.padEnd(128, '-')).join('');
      redactForSinks(body.slice(128, 168));
    }
  });
  expect(after - before).toBeLessThan(8 * mib);
});

test('texts have at most 1 KB, in whole characters, and say what was cut', () => {
  for (const text of ['a'.repeat(5000), 'ж'.repeat(5000), '😀'.repeat(5000), '一'.repeat(700), 'a'.repeat(1025)]) {
    const told = redactForSinks(text);
    expect(Buffer.byteLength(told)).toBeLessThanOrEqual(1024);
    expect(told).toMatch(new RegExp(`… \\[cut: ${text.length} characters in all\\]$`));
    expect(told).not.toContain('\uFFFD');
  }
  expect(redactForSinks('a'.repeat(1024))).toBe('a'.repeat(1024));
});

test('fields and items are fewer than fifty, and the rest is counted', () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`field_${index}`, index]));
  expect(Object.keys(redactForSinks(many))).toHaveLength(49);
  expect(redactForSinks(many)).toMatchObject({ field_0: 0, attributes_cut: 32 });
  expect(redactForSinks({ list: Array.from({ length: 80 }, () => 1) })['list']).toHaveLength(49);
});

test('anything at all becomes JSON of a bounded size', () => {
  const round: Record<string, unknown> = { error: new RangeError('quotes 4111111111111111'), at: new Date(0), n: 1n };
  round['self'] = round;
  round['many'] = Array.from({ length: 40 }, () =>
    Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => 'x')),
  );
  const told = JSON.stringify(redactForSinks(round));
  expect(told.length).toBeLessThan(200_000);
  expect(told).not.toContain('4111111111111111');
  expect(redactForSinks(Number.NaN)).toBe('NaN');
  expect(redactForSinks(undefined)).toBeNull();
});
