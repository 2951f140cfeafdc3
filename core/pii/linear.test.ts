import { createTextChannel, rewriteText } from '../text';
import { patternNames, piiRule } from './piiRule';

const rule = piiRule(patternNames, '[X]');
const ignore = () => undefined;

/** Texts that make the rules look, and look again, at every place. */
const hostile: Record<string, string> = {
  'one long number': '1',
  'a number of threes': '3',
  'single digits': '1 ',
  'single digits of what may be a card': '5 ',
  'groups of four': '4111 ',
  'groups of four with dashes': '4111-',
  'cards that fail the check': '4111111111111112 ',
  cards: '4111111111111111 ',
  'groups with marks between': '1**',
  'groups with escapes between': '1&nbsp;',
  'escaped digits': '\\u0031 ',
  'digits of another script': '٤١١١ ',
  'IBANs that fail the check': 'DE89370400440532013001 ',
  'IBANs back to back': 'DE89370400440532013001',
  'what may begin an IBAN at every fourth place': 'MT12 ',
  'phones of too many digits': '+1111111111111111111 ',
  'area codes': '(555) ',
  'country codes': '0049 ',
  'words that tell': 'account number 123456 ',
  'at signs': '@',
  'addresses without an end': 'a@b.',
  addresses: 'jane@example.com ',
  'words with dots': 'a.',
  backslashes: '\\',
  'escapes of escapes': '&amp;',
  percents: '%25',
  'what shows nothing': '1\u200b\u200b\u200b\u200b',
  'letters of a script without spaces': '字1',
  underscores: '1_',
  'tags between digits': '1<b>',
  'tags with digits in them': '1<b a=1>',
  'tags with addresses in them': 'a<b a=a&#64;a.a>',
  'tags that show nothing': '1<wbr>',
  'tags without an end': '1<b a=',
  'long tags': `<b a=${'1 '.repeat(70)}>1`,
  'comments between digits': '1<!-- 1 -->',
  'tags in words before an at sign': 'a.</b>&#64;',
  'cells of a table': '1|',
  'digits with colons': '123:',
  'escaped tags': '1&lt;b&gt;',
};

/** The most characters that may be looked at for one of the text. */
const mostLooks = 150;

/** How often a character of any text is looked at while `run` goes on: a measure of work that no other load changes. */
function looksDuring(run: () => void): number {
  const { charCodeAt } = String.prototype;
  let looks = 0;
  String.prototype.charCodeAt = function (at) {
    looks += 1;
    return charCodeAt.call(this, at);
  };
  try {
    run();
  } finally {
    String.prototype.charCodeAt = charCodeAt;
  }
  return looks;
}

const repeated = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

test.each(Object.entries(hostile))('a text of %s is read in time linear in its length', (_name, piece) => {
  const [short, long] = [1_000, 8_000].map((length) =>
    looksDuring(() => rewriteText(rule, repeated(piece, length), ignore)),
  );
  expect(long).toBeLessThan(mostLooks * 8_000);
  expect(long).toBeLessThan((short ?? 0) * 8 * 1.2);
});

test.each(Object.entries(hostile))('so is a stream of %s', (_name, piece) => {
  const stream = (length: number) => {
    const channel = createTextChannel(rule, { heldBackChars: 16_384, report: ignore, onLimit: ignore });
    for (const part of repeated(piece, length).match(/[^]{1,10}/g) ?? []) channel.push(part);
    channel.end();
  };
  const [short, long] = [1_000, 4_000].map((length) => looksDuring(() => stream(length)));
  expect(long).toBeLessThan((short ?? 0) * 4 * 1.3);
});
