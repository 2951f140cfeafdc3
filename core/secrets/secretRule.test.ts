import fc from 'fast-check';
import { createTextChannel, rewriteText } from '../text';
import { secretRule } from './secretRule';
import { canaries } from './testing';

const rule = secretRule((kind) => `[${kind}]`);
const ignore = () => undefined;
const redact = (text: string) => rewriteText(rule, text, ignore);

function stream(pieces: string[]): string {
  const channel = createTextChannel(rule, { heldBackChars: Infinity, report: ignore, onLimit: ignore });
  return pieces.map((piece) => channel.push(piece)).join('') + channel.end();
}

/** The pieces that a secret is made of: none of them may be left. */
function piecesOf(secret: string): string[] {
  return secret.match(/[A-Za-z0-9]{8,}/g)?.filter((piece) => !/^(?:BEGIN|PRIVATE|OPENSSH)/.test(piece)) ?? [secret];
}

describe.each(Object.entries(canaries))('%s', (_name, { secret, text }) => {
  test('is taken out', () => {
    const redacted = redact(text);
    expect(redacted).not.toContain(secret);
    for (const piece of piecesOf(secret)) expect(redacted).not.toContain(piece);
  });

  test('is taken out of a stream as out of the whole, wherever it is cut', () => {
    const whole = `Some words first.\n${text}\nAnd some behind it, "quoted" too.`;
    const expected = redact(whole);
    expect(stream(whole.split(''))).toBe(expected);
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), whole.length];
        expect(stream(edges.slice(1).map((edge, index) => whole.slice(edges[index], edge)))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  'The token count is 4096, max_tokens: 4096, "prompt_tokens": 1234567, and tokens=12345678.',
  '{"id":"chatcmpl-B7a1kQzYw8nQ3uVx","call_id":"call_aBcDeFgHiJkLmNoPqRsTuVwX","created":1732924800}',
  '{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"}',
  '{"token":" Hello","logprob":-0.1,"top_logprobs":[{"token":" Hi","logprob":-2}]}',
  'commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b of 2026-11-30, sha256:9f86d081884c7d659a2feaa0c55ad015',
  '0191d3a4-7b5e-7cc1-8f0e-2b1d4f6a8c90 and trace 4bf92f3577b34da6a3ce929d0e0e4736',
  'https://example.com/docs?page=2&sort=asc#basic-usage, user@host:22, a://b',
  'The secret is to keep going. Basic information: bearer of news. Pass the salt.',
  'if (password === null) throw; password: string; token: null; api_key: ${API_KEY}',
  'task-force-and-other-long-hyphenated-words risk-averse desk-lamp-with-a-very-long-name',
])('is left alone: %s', (text) => {
  expect(redact(text)).toBe(text);
});

/** Texts that make the rule look again and again. */
const hostile = [
  'sk-',
  'eyJ',
  'eyJaaaaaaaa.',
  '://a:',
  '://',
  'password: ',
  'password="',
  'token=',
  'a',
  'aA1/',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  'cookie:',
  'Bearer ',
  '\\',
  '--',
  'SG.',
];

test.each(hostile)('is through with a long text of %j', (piece) => {
  const text = piece.repeat(300_000 / piece.length);
  // Were a character looked at once for each of the others, this would take minutes.
  expect(redact(text)).toBe(redact(text));
});
