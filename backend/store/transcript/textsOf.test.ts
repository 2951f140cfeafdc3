import fc from 'fast-check';
import { readBody } from '../../call';
import { searchText } from '../search/searchText';
import { createTranscript } from './transcript';
import { conversation } from './transcripts';

const transcriptOf = () => conversation({ id: '', transcript: createTranscript(), texts: new Set() });

const message = fc.record({
  role: fc.constantFrom('user', 'assistant'),
  content: fc.oneof(
    fc.nat(40).map((seed) => `text ${seed} é😀\n`.repeat(1 + seed * 12)),
    fc.array(fc.record({ type: fc.constant('text'), text: fc.string({ unit: 'grapheme' }) }), { maxLength: 3 }),
  ),
});
/** How a body goes on with the one before: so many messages less, others more, and what stands behind them. */
const step = fc.record({
  left: fc.nat(3),
  more: fc.array(message, { maxLength: 4 }),
  rest: fc.constantFrom(
    '',
    ', and no JSON',
    ',"1":"a number"',
    ',"model":"twice"',
    ',"tools":[{"name":"read"},"so much"]',
  ),
  isFinal: fc.boolean(),
});

test('a call is found by the same words, whether all its texts are looked at or only those that may be new', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.array(step, { maxLength: 8 }), (first, steps) => {
      const [quick, whole] = [transcriptOf(), transcriptOf()];
      let messages = first;
      for (const { left, more, rest, isFinal } of steps) {
        messages = [...messages.slice(0, messages.length - left), ...more];
        const sent = Buffer.from(`{"model":"m","messages":${JSON.stringify(messages)}${rest}}`);
        const original = isFinal ? Buffer.from(sent.toString().replace('text', 'word')) : sent;
        quick.place({ original, final: isFinal ? sent : null, isTurn: true });
        const request = readBody(sent).json;
        const { isNew } = whole.textsOf(sent);
        const all = searchText(null, request, { isNew, newBytes: Infinity, learned: () => undefined });
        expect(searchText(null, request, quick.textsOf(sent))).toBe(all);
      }
    }),
  );
});

test('of a request that grows only its end may be new, once it was looked through', () => {
  const bodyOf = (...said: string[]) => Buffer.from(JSON.stringify({ messages: said }));
  const one = transcriptOf();
  const ask = (body: Buffer, final: Buffer | null = null) => {
    one.place({ original: body, final, isTurn: true });
    return one.textsOf(final ?? body);
  };
  const [first, second, third] = ['first ', 'second ', 'third '].map((word) => word.repeat(100));
  const body = bodyOf(first ?? '');
  expect(ask(body).newBytes).toBe(body.length);
  expect(ask(bodyOf(first ?? '', second ?? '')).newBytes).toBeGreaterThan(body.length);
  one.textsOf(Buffer.from('another')).learned();
  expect(ask(bodyOf(first ?? '', second ?? '')).newBytes).toBeGreaterThan(body.length);
  const grown = bodyOf(first ?? '', second ?? '');
  ask(grown).learned();
  expect(ask(bodyOf(first ?? '', second ?? '', third ?? '')).newBytes).toBeLessThan((third ?? '').length + 10);
  expect(ask(bodyOf('secret', second ?? ''), bodyOf(first ?? '', 'a final')).newBytes).toBeLessThan(20);
});
