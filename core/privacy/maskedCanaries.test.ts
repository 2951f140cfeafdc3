import fc from 'fast-check';
import { isObject, type Json } from '../json';
import { masked, maskedByMarks, other, redaction, replacement, seen } from './testing/masked';

describe('a canary', () => {
  const canary = fc.stringMatching(/^[a-z0-9]{6}[ -][a-z0-9]{6}[ -]?[a-z0-9]{6}$/).filter((text) => /\d/.test(text));
  const filler = fc
    .array(fc.constantFrom('the', 'pin', 'is', 'ok', '.', 'and', 'please'), { maxLength: 6 })
    .map((words) => words.join(' '));
  const SECRET = '\u0000';
  const textWith = fc
    .tuple(filler, fc.constantFrom(SECRET, '', `${SECRET} and ${SECRET}`), filler)
    .map((parts) => parts.join(' '));
  const message = fc.oneof(
    fc.record({ role: fc.constantFrom('user', 'assistant'), content: textWith }),
    fc.record({
      role: fc.constant('assistant'),
      arguments: textWith.map((text) => JSON.stringify({ query: text, n: 1 })),
    }),
    fc.record({ role: fc.constant('user'), tags: fc.array(textWith, { maxLength: 3 }) }),
    fc.dictionary(fc.constantFrom(SECRET, 'a', 'b'), textWith),
  );
  const template = fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 5 }),
    metadata: fc.dictionary(fc.constantFrom('x', SECRET), textWith),
  });
  const fill = (body: Json, text: string): Json =>
    JSON.parse(JSON.stringify(body).replaceAll('\\\\u0000', text).replaceAll('\\u0000', text)) as Json;
  const shuffle = fc.constantFrom<(messages: Json[]) => Json[]>(
    (messages) => messages,
    (messages) => messages.slice(1),
    (messages) => [...messages].reverse(),
    (messages) => [{ role: 'system', content: 'the pin is ok' }, ...messages],
    (messages) => messages.map((one) => (isObject(one) ? { ...one, content: 'please' } : one)),
  );
  const withMessages = (body: Json, change: (messages: Json[]) => Json[]): Json => {
    const { messages, ...rest } = body as { messages: Json[] };
    return { ...rest, messages: change(messages) };
  };

  test('that a policy redacted is nowhere in the output, whatever other policies do before and after', () => {
    const mark = fc.constantFrom('[REDACTED]', '***', '');
    fc.assert(
      fc.property(
        template,
        canary,
        mark,
        shuffle,
        shuffle,
        fc.boolean(),
        (body, secret, shown, before, after, says) => {
          const original = fill(body, secret);
          const second = withMessages(original, before);
          const third = fill(withMessages(body, before), shown);
          const last = (says ? replacement : other)(withMessages(third, after));
          const result = masked(original, other(second), redaction(third), last);
          if (JSON.stringify(third).includes(secret)) return;
          const redacted = JSON.stringify(second).includes(secret);
          if (redacted) expect(seen(result)).not.toContain(secret);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is not in the output in part either, wherever in a word it stood and however others rewrote the texts', () => {
    const glued = fc.tuple(filler, fc.constantFrom('', ' ', ': '), fc.constantFrom(SECRET, ''), filler);
    const texts = fc.array(
      glued.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 5 },
    );
    const number = fc.stringMatching(/^[1-9]\d{3}-[1-9]\d{3}-[1-9]\d{3}$/);
    const rewrite = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.slice(0, text.length >> 1),
      (text) => text.replaceAll('-', ' '),
      (text) => `Note: ${text.split(' ').slice(1).join(' ')}`,
    );
    fc.assert(
      fc.property(texts, number, fc.nat(4), rewrite, fc.nat(4), (all, secret, at, edit, gone) => {
        const show = (list: string[]): Json => ({ messages: list.map((content) => ({ role: 'user', content })) });
        const original = all.map((text) => text.replaceAll(SECRET, secret));
        const edited = original.map((text, index) => (index === at ? edit(text) : text));
        const left = edited.filter((_, index) => index !== gone);
        if (!left.some((text) => text.includes(secret))) return;
        const clean = left.map((text) => text.replaceAll(secret, '[REDACTED]'));
        const result = masked(show(original), other(show(edited)), other(show(left)), redaction(show(clean)));
        for (const part of secret.split('-')) {
          if (!clean.some((text) => text.includes(part))) expect(seen(result)).not.toContain(part);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('that only marks tell of is nowhere in the output', () => {
    fc.assert(
      fc.property(template, canary, shuffle, (body, secret, change) => {
        const original = fill(body, secret);
        const final = withMessages(fill(body, '[REDACTED]'), change);
        const result = maskedByMarks(original, final);
        if (JSON.stringify(final).includes('[REDACTED]')) expect(seen(result)).not.toContain(secret);
      }),
      { numRuns: 200 },
    );
  });
});
