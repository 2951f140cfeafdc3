import fc from 'fast-check';
import { piecesSaid, type Pieces } from './outline';
import { createTranscript, type Transcript } from './transcript';

const bodyOf = (messages: readonly object[], rest: object = {}) =>
  Buffer.from(JSON.stringify({ model: 'm', messages, ...rest }));
const says = (role: string, content: string) => ({ role, content });
const long = (word: string, times = 40) => `${word} `.repeat(times);

function read(transcript: Transcript, said: Pieces): string {
  const pieces = piecesSaid(said, (from, to) => transcript.outline.between(from, to));
  const bytes = transcript.between(0, transcript.length);
  const parts: Buffer[] = [];
  for (let at = 0; at < pieces.length; at += 2) parts.push(bytes.subarray(pieces[at], pieces[at + 1]));
  return Buffer.concat(parts).toString('latin1');
}

/** Takes bodies one after the other; how many bytes each added. */
function added(transcript: Transcript, bodies: readonly Buffer[]): number[] {
  return bodies.map((body) => {
    const before = transcript.length;
    expect(read(transcript, transcript.take(body, true))).toBe(body.toString('latin1'));
    return transcript.length - before;
  });
}

const tools = [{ name: 'read', description: long('reads a file') }];
const turn = (index: number) => [says('user', long(`question ${index}`)), says('assistant', long(`answer ${index}`))];

test('of a body that goes on with the one before only what is new is added', () => {
  const messages = [says('system', long('rules', 500)), ...turn(1)];
  const bodies = [bodyOf(messages, { tools }), bodyOf([...messages, ...turn(2)], { tools })];
  const [first = 0, second = 0] = added(createTranscript(), bodies);
  expect(first).toBe(bodies[0]?.length);
  expect(second).toBeLessThan(JSON.stringify(turn(2)).length + 10);
});

test('a mark that moves from turn to turn costs no more than itself', () => {
  const mark = { cache_control: { type: 'ephemeral' } };
  const messages = Array.from({ length: 20 }, (_, index) => says('user', long(`turn ${index}`, 100)));
  const marked = (last: number) =>
    bodyOf(messages.slice(0, last).map((one, at) => (at === last - 1 ? { ...one, ...mark } : one)));
  const sizes = added(createTranscript(), [10, 11, 12, 13].map(marked));
  for (const size of sizes.slice(1)) expect(size).toBeLessThan(1_300);
});

test('branches, edits in the middle, a compacted history and two agents in turns are found again', () => {
  const history = Array.from({ length: 10 }, (_, index) => turn(index)).flat();
  const other = Array.from({ length: 10 }, (_, index) => turn(100 + index)).flat();
  const edited = history.map((one, at) => (at === 4 ? says('user', 'another question') : one));
  const compacted = [says('user', 'A summary.'), ...history.slice(14)];
  const transcript = createTranscript();
  added(transcript, [bodyOf(history, { tools }), bodyOf(other, { tools })]);
  const again = [
    bodyOf([...history, ...turn(11)]),
    bodyOf([...other, ...turn(111)]),
    bodyOf(edited),
    bodyOf(compacted),
  ];
  for (const size of added(transcript, again)) expect(size).toBeLessThan(1_400);
});

test('an answer that comes back in the next request is not said again', () => {
  const transcript = createTranscript();
  const question = says('user', long('question'));
  const answer = says('assistant', long('a rather long answer', 200));
  added(transcript, [bodyOf([question])]);
  transcript.take(Buffer.from(JSON.stringify({ choices: [{ message: answer }] })), false);
  const [size = 0] = added(transcript, [bodyOf([question, answer, says('user', 'And now?')])]);
  expect(size).toBeLessThan(150);
});

test('bodies of any bytes are read back as they were', () => {
  const snippet = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom('a'.repeat(300), 'ab'.repeat(200), '\u{1F600}'.repeat(80), long('words'))
      .map((text) => Buffer.from(text)),
  );
  const edit = fc.record({ from: fc.nat(2_000), to: fc.nat(2_000), insert: snippet, onto: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const bodies = [Buffer.from(long('the beginning', 60))];
      for (const { from, to, insert, onto } of edits) {
        const base = bodies[onto % bodies.length] ?? Buffer.alloc(0);
        bodies.push(Buffer.concat([base.subarray(0, from), insert, base.subarray(to)]));
      }
      added(createTranscript(), bodies);
    }),
  );
});

test('what is hard to tell apart takes time in proportion to its length', () => {
  const transcript = createTranscript();
  const same = Buffer.alloc(500_000, 'a');
  added(transcript, [same, Buffer.concat([same, Buffer.from('b'), same]), Buffer.alloc(700_000, 'ab')]);
});
