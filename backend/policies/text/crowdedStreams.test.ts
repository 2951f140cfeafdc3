import { encodeSse } from '@lens/core/formats';
import { chainOfKinds } from '../testing/chains';
import { dataOf, runStream, streamCall } from '../testing/streams';
import { turnsDuring } from '../testing/turns';
import { mostOpen } from './carriedTexts';

/** What nobody's answer has: very many texts, lines or events of comments. None of it may take other calls' time. */

const mail = 'kim@example.com';
const run = (events: readonly Uint8Array[]) =>
  runStream(chainOfKinds([{ name: 'pii', use: 'pii-redaction', options: {} }]), events, streamCall('openai'));

const choice = (index: number, content: string) => ({ index, delta: { content } });
const event = (choices: object[]) => encodeSse('', JSON.stringify({ object: 'chat.completion.chunk', choices }));
const contentOf = (sent: Uint8Array, index: number): string =>
  dataOf(sent)
    .flatMap((data) => (JSON.parse(data) as { choices?: ReturnType<typeof choice>[] }).choices ?? [])
    .map((one) => (one.index === index ? one.delta.content : ''))
    .join('');

test('of too many texts at one time those that were begun first end, and nothing is lost', async () => {
  const many = Array.from({ length: mostOpen * 2 }, (_, index) => event([choice(index, 'Card 4242 ')]));
  const { sent, outcome } = await run([...many, event([choice(0, '4242')]), event([choice(mostOpen * 2 - 1, mail)])]);
  expect(contentOf(sent, 0)).toBe('Card 4242 4242');
  expect(contentOf(sent, mostOpen)).toBe('Card 4242 ');
  expect(contentOf(sent, mostOpen * 2 - 1)).toBe('Card 4242 [REDACTED]');
  expect(outcome.events).toContainEqual(
    expect.objectContaining({
      type: 'policy.held_back_limit',
      details: { limit_texts: mostOpen, count: mostOpen + 1 },
    }),
  );
});

test('an event of very many texts is redacted, in slices between which other calls go on', async () => {
  const texts = Array.from({ length: 6000 }, () => `Write to ${mail}.`);
  const crowded = encodeSse('', JSON.stringify({ choices: [{ index: 0, delta: {} }], texts }));
  const { made, turns } = await turnsDuring(() => run([crowded]));
  expect(Buffer.from(made.sent).toString()).not.toContain('kim');
  expect(turns).toBeGreaterThan(5);
});

test('an event of very many choices is redacted', async () => {
  const choices = Array.from({ length: 6000 }, (_, index) => choice(index, `Write to ${mail}.`));
  const { sent, outcome } = await run([event(choices), event(choices.slice(0, 2))]);
  expect(Buffer.from(sent).toString()).not.toContain('kim');
  expect(outcome.events).toContainEqual(expect.objectContaining({ type: 'policy.held_back_limit' }));
});

test.each([
  ['comments', `: ${mail}\n`, 2000],
  ['ids', `id: ${mail}\n`, 2000],
  ['lines of data', 'data: 1\n', 30_000],
  ['empty lines of data that end in CR', 'data:\r', 30_000],
])('an event of very many %s is not read, and so goes nowhere', async (_what, line, times) => {
  const { sent, outcome } = await run([Buffer.from(`${line.repeat(times)}\n`), event([choice(0, 'Hi')])]);
  expect(Buffer.from(sent).toString()).not.toMatch(/kim|data: ?1|data:\r/);
  expect(outcome.blocked).toMatchObject({ type: 'unreadable_response' });
});

test('a long row of blanks in an event that is no JSON is read once', async () => {
  const { outcome } = await run([encodeSse('', `${' '.repeat(2_000_000)}!`)]);
  expect(outcome.blocked).toMatchObject({ type: 'unreadable_response' });
});
