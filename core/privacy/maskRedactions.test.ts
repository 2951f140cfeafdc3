import { changes, diff, type TextSpan } from '../diff';
import type { Json, JsonObject } from '../json';
import { redactedSummary } from './redactedSummary';
import { maskRedactions, type MaskedDiff } from '.';
import { digest, masked, maskedByMarks, other, redaction, replacement, seen } from './testing/masked';

const say = (content: string): Json => ({ messages: [{ role: 'user', content }] });

const spansOf = (result: MaskedDiff): TextSpan[] => result.diff.modified.flatMap((change) => change.spans ?? []);

describe('the worked example', () => {
  const original = say('Your account number is 1234-5678-9012.');
  const final = say('Your account number is [REDACTED].');

  test.each([
    ['with the policy known', masked(original, redaction(final))],
    ['by the mark alone', maskedByMarks(original, final)],
  ])('shows a digest in place of the number, %s', (_, result) => {
    expect(result.masked).toBe(true);
    expect(result.original).toEqual(say('Your account number is [masked, d14012…].'));
    expect(seen(result)).not.toContain('5678');
    expect(result.diff.summary).toBe('messages[0].content: 1 word replaced');
  });

  test('keeps the attribution', () => {
    expect(masked(original, redaction(final)).diff.modified[0]?.by).toEqual(['pii']);
  });
});

describe('what is left alone', () => {
  test('a change that neither redacts nor leaves a mark', () => {
    const result = masked(say('one two three'), other(say('one 2 three')));
    expect(result.masked).toBe(false);
    expect(result.original).toEqual(say('one two three'));
  });

  test('other policies’ changes elsewhere', () => {
    const original: Json = {
      model: 'gpt-large',
      messages: [{ role: 'user', content: 'pin 4711' }],
      user: 'ann of marketing',
    };
    const redacted: Json = { ...original, messages: [{ role: 'user', content: 'pin [REDACTED]' }] };
    const result = masked(
      original,
      redaction(redacted),
      other({ ...redacted, model: 'gpt-small', user: 'bob of marketing' }),
    );
    expect(seen(result)).not.toContain('4711');
    expect(seen(result)).toContain('gpt-large');
    expect(seen(result)).toContain('ann');
  });

  test('roles and the names of the format, so that a masked message can be read', () => {
    const original: Json = {
      messages: [
        { role: 'user', content: 'my pin is 4711' },
        { role: 'user', content: 'thanks' },
      ],
    };
    const result = masked(original, redaction({ messages: [{ role: 'user', content: 'thanks' }] }));
    expect(result.diff.removed[0]?.left).toMatchObject({
      role: 'user',
      content: expect.stringContaining('[masked, ') as string,
    });
  });
});

describe('what policies say of themselves decides, not what they write', () => {
  test.each(['', 'ordinary words', '***'])('a redaction by “%s” is masked', (put) => {
    const result = masked(say('my pin is 4711, ok'), redaction(say(`my pin is ${put}, ok`)));
    expect(seen(result)).not.toContain('4711');
    expect(result.masked).toBe(true);
  });

  test('a mark of a policy that does not redact hides nothing', () => {
    const original = say('the secret of success');
    const result = masked(original, replacement(say('the [REDACTED] of success')));
    expect(result).toMatchObject({ masked: false, original });
  });

  test('nor does it beside a redaction', () => {
    const said = (pin: string, word: string): Json => ({ messages: [{ content: `pin ${pin}` }, { content: word }] });
    const result = masked(
      said('4711', 'secret sauce'),
      redaction(said('', 'secret sauce')),
      replacement(said('', '[REDACTED] sauce')),
    );
    expect(seen(result)).not.toContain('4711');
    expect(seen(result)).toContain('secret');
  });

  test('nor does what it replaced in the very text of a redaction', () => {
    const result = masked(
      say('my pin is 4711, secret sauce'),
      redaction(say('my pin is , secret sauce')),
      replacement(say('my pin is , [REDACTED] gravy')),
    );
    expect(seen(result)).not.toContain('4711');
    expect(JSON.stringify(result.original)).toMatch(/"my pin is \[masked, \w+…\], secret sauce"/);
  });

  test.each([
    ['before a redaction', [replacement(say('use it, ok')), redaction(say('use *, ok'))]],
    ['before a policy that does not say', [replacement(say('use it, ok')), other(say('use [REDACTED], ok'))]],
    ['on both sides of one', [replacement(say('use it, ok')), redaction(say('use *, ok')), replacement(say('use *'))]],
  ])('but what it replaced %s may hold the secret', (_where, steps) => {
    expect(seen(masked(say('use 4711-0815, ok'), ...steps))).not.toMatch(/4711|0815/);
  });

  test('nor may a secret that it saw elsewhere be shown in what it replaced', () => {
    const said = (pin: string, again: string): Json => ({ a: `pin ${pin}`, b: `x 4711-0815 ${again}` });
    const result = masked(said('4711-0815', 'y'), redaction(said('*', 'y')), replacement({ a: 'pin *', b: 'x y' }));
    expect(seen(result)).not.toMatch(/4711|0815/);
  });

  test('a mark of a policy that does not say is taken for a redaction', () => {
    expect(seen(masked(say('a 4711 b'), other(say('a [REDACTED] b'))))).not.toContain('4711');
  });
});

describe('a text with a new mark', () => {
  test('loses everything that was removed from it', () => {
    const result = maskedByMarks(say('card 4111 1111 1111 1111 ok'), say('card [REDACTED] ok'));
    expect(seen(result)).not.toMatch(/4111|1111/);
    expect(spansOf(result).map((span) => span.op)).toEqual(['keep', 'remove', 'add', 'keep']);
  });

  test('even when words of the secret align with words of the replacement', () => {
    const result = maskedByMarks(
      say('the code is ox red lamp ok bye'),
      say('the code is [REDACTED] red [REDACTED] bye'),
    );
    expect(seen(result)).not.toMatch(/ox|lamp/);
  });

  test.each(['[REDACTED]', '[REDACTED:card]', '[REDACTED_EMAIL_1]'])('knows %s', (mark) => {
    expect(maskedByMarks(say('a secret here'), say(`a ${mark} here`)).masked).toBe(true);
  });

  test('does not take a mark that was there before for a new one', () => {
    expect(maskedByMarks(say('[REDACTED] was old'), say('[REDACTED] is old')).masked).toBe(false);
  });

  test('inside the arguments of a tool, in the text as in the delta', () => {
    const call = (to: string): Json => ({ arguments: `{ "to": ${JSON.stringify(to)}, "copies": 2 }` });
    const result = maskedByMarks(call('ann@example.org'), call('[REDACTED]'));
    expect(seen(result)).not.toContain('ann@');
    expect(changes(result.diff)).toMatchObject([{ path: 'arguments.to' }]);
  });

  test('a key given twice in the arguments of a tool hides no secret', () => {
    const result = maskedByMarks({ arguments: '{"to":"canary","to":"x y"}' }, { arguments: '{"to":"[REDACTED] y"}' });
    expect(seen(result)).not.toContain('canary');
  });
});

describe('values', () => {
  test('a replaced value loses its strings, numbers and keys', () => {
    const result = maskedByMarks({ card: { digits: [4111, 1111], 'ann@example.org': true } }, { card: '[REDACTED]' });
    expect(seen(result)).not.toMatch(/4111|1111|ann/);
    expect(seen(result)).toContain('true');
  });

  test('elements removed beside a new mark', () => {
    const result = maskedByMarks({ list: ['alpha secret', 'beta secret', 'kept'] }, { list: ['[REDACTED]', 'kept'] });
    expect(seen(result)).not.toMatch(/alpha|beta/);
  });

  test('a key that was redacted', () => {
    const result = maskedByMarks({ book: { 'ann@example.org': 1 } }, { book: { '[REDACTED]': 1 } });
    expect(seen(result)).not.toContain('ann@');
    expect(result.diff.removed[0]?.path).toMatch(/^book\["\[masked, /);
  });

  test('keys whose digests begin alike stay two', () => {
    const result = maskedByMarks({ book: { anna: 1, otto: 2 } }, { book: { '[REDACTED]': 1 } });
    expect(Object.keys((result.original as { book: JsonObject }).book)).toHaveLength(2);
  });

  test('what was only compared coarsely', () => {
    const original = { a: 'x secret y', b: ['one', 'two', 'secret'] };
    const final = { a: 'x [REDACTED] y', b: ['three', 'four', 'gone', 'more'] };
    const result = maskRedactions(original, final, diff(original, final, { budget: 0 }), [], digest);
    expect(seen(result)).not.toMatch(/secret|"one|two/);
  });
});

describe('chains', () => {
  test('a redaction whose mark a later policy removed', () => {
    const result = masked(say('pin 4711 ok'), redaction(say('pin [REDACTED] ok')), other(say('pin *** ok')));
    expect(seen(result)).not.toContain('4711');
  });

  test('a secret that an earlier policy rewrote', () => {
    const result = masked(say('pin 47-11 ok'), other(say('pin 4711 ok')), redaction(say('pin *** ok')));
    expect(seen(result)).not.toMatch(/47-11|4711/);
  });

  test('a redacted message that a later policy dropped', () => {
    const keep = { role: 'user', content: 'kept' };
    const result = masked(
      { messages: [{ role: 'user', content: 'pin 4711 ok' }, keep] },
      redaction({ messages: [{ role: 'user', content: 'pin *** ok' }, keep] }),
      other({ messages: [keep] }),
    );
    expect(seen(result)).not.toContain('4711');
  });

  test('the same secret in a message that another policy dropped', () => {
    const user = (content: string): Json => ({ role: 'user', content });
    const result = masked(
      { messages: [user('my pin is 4711-0815, keep it safe'), user('use 4711-0815 now please')] },
      other({ messages: [user('use 4711-0815 now please')] }),
      redaction({ messages: [user('use *** now please')] }),
    );
    expect(seen(result)).not.toContain('4711');
  });
});

describe('a redacted secret that another policy’s change shows in another form', () => {
  const user = (content: string): Json => ({ role: 'user', content });
  const redact = 'use 4711-0815-4242 or Ann9@example.org, key sk-a8Zq77xb';

  test.each([
    ['as it was', 'I said 4711-0815-4242', /0815/],
    ['grouped in another way', 'I said 4711 0815 4242', /0815/],
    ['without groups', 'I said 471108154242', /0815/],
    ['in part', 'the card that ends in 4242', /4242/],
    ['as a number', 471108154242, /0815/],
    ['in other letters', 'mail to ANN9@EXAMPLE.ORG', /ANN9/],
    ['as a part of a word', 'keysk-a8Zq77xbends', /8Zq77/],
  ])('%s', (_, content: Json, shown) => {
    const first: Json = { role: 'user', content };
    const result = masked(
      { messages: [first, user(redact)] },
      other({ messages: [user(redact)] }),
      redaction({ messages: [user('use *** or ***, key ***')] }),
    );
    expect(seen(result)).not.toMatch(shown);
  });

  test('glued to words, of which the other text has one', () => {
    const result = masked(
      { messages: [user('mail sk-abcZq now'), user('thesk-abcZqcard: kim-xyz. ')] },
      other({ messages: [user('thesk-abcZqcard: kim-xyz. ')] }),
      redaction({ messages: [user('the***card: ***. ')] }),
    );
    expect(seen(result)).not.toContain('abcZq');
  });

  test('cut in two by the edit', () => {
    const result = masked(
      { messages: [user('4711 0815 it is'), user('now 4711 0815')] },
      other({ messages: [user('4711 it is'), user('now 4711 0815')] }),
      redaction({ messages: [user('4711 it is'), user('now ***')] }),
    );
    expect(seen(result)).not.toContain('0815');
  });
});

describe('a body with more changes than there is time to mask one by one', () => {
  const many = (count: number): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`secret-key-${i}`, `secret value ${i}`]));

  test.each<[string, Json, Json]>([
    ['removed keys', { a: many(100_000), b: 1 }, { a: {}, b: 1 }],
    ['an object that was replaced', { a: many(100_000), b: 1 }, { a: '[REDACTED]', b: 1 }],
    ['keys of the body itself', many(100_000), { b: 1 }],
    ['keys, and a copy of one of the secrets elsewhere', { a: many(100_000), b: 'secret value 7' }, { a: {} }],
  ])('is masked in one piece, which the result tells: %s', (_, original, final) => {
    const result = masked(original, redaction(final));
    expect(result.masked).toBe(true);
    expect(seen(result)).not.toContain('secret');
    expect(result.diff.degraded).toContainEqual(expect.objectContaining({ reason: 'budget' }));
  });

  test('hides copies of what it never looked at, also where only marks tell of redactions', () => {
    const original = { a: many(100_000), b: 'the secret value 7 was here' };
    const result = maskedByMarks(original, { a: '[REDACTED]', b: 'it was here' });
    expect(seen(result)).not.toContain('secret');
  });

  test('hides what any policy changed where the chain’s steps are too large to be followed', () => {
    const shown = (pin: string, word: string): Json => ({
      messages: Array.from({ length: 20_000 }, (_, i) => ({ pin: `${pin} ${i}`, word: `${word} ${i}` })),
    });
    const result = masked(shown('secret', 'one'), redaction(shown('***', 'one')), other(shown('***', 'two')));
    expect(result.diff.attribution).toBe('coarse');
    expect(seen(result)).not.toMatch(/secret|one/);
  });

  test('masks one by one what thousands of messages hold', () => {
    const messages = (word: string): Json =>
      Array.from({ length: 5_000 }, (_, i) => ({ content: `I am ${word} ${i}` }));
    const result = masked(messages('Kim'), redaction(messages('[REDACTED]')));
    expect(result.diff.modified).toHaveLength(5_000);
    expect(seen(result)).not.toContain('Kim');
  });
});

test('the summary of a redaction does not tell how many words were taken out', () => {
  const say = (text: string): Json => ({ text });
  const summaryOf = (removed: string, put: string) =>
    redactedSummary(diff(say(`my name ${removed} ok`), say(`my name ${put} ok`)));
  expect(summaryOf('Ada', '[REDACTED]')).toBe('text: 1 word replaced');
  expect(summaryOf('Ada Lovelace King', '[REDACTED]')).toBe('text: 1 word replaced');
  expect(redactedSummary(diff(say('I am Ada King'), say('I am')))).toBe('text: text removed');
});
