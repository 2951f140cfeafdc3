/** Gives the redaction texts that were made to cost it most; prints how long the event loop stands still, as JSON. */
import { patternNames, piiRule } from '@lens/core/pii';
import { createTextChannel, rewriteText } from '@lens/core/text';

const characters = 1_000_000;
const streamed = 200_000;
const charactersOfPiece = 15;
const rounds = 3;

/** Each is repeated. */
const texts: Record<string, string> = {
  'ordinary words': 'Nothing in this answer is anybody’s number, and all of it is passed on as it came. ',
  'one long number': '4',
  'single digits': '5 ',
  'groups of four digits': '4111 ',
  'groups set off by marks': '1**',
  'cards that fail the check': '4111111111111112 ',
  'IBANs that fail the check': 'DE89370400440532013001 ',
  'what may begin an IBAN, everywhere': 'MT12 ',
  'area codes': '(555) ',
  'country codes': '0049 ',
  'escaped digits': '\\u0031 ',
  'digits of another script': '４１１１ ',
  'at signs': '@',
  'addresses without an end': 'a@b.1.1.1.1 ',
  'escapes of escapes': '&amp;',
};

const rule = piiRule(patternNames, '[REDACTED]');
const ignore = () => undefined;

function timed(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const filled = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** The longest time between two chances for others. */
function longestPush(text: string): number {
  const channel = createTextChannel(rule, { heldBackChars: 16_384, report: ignore, onLimit: ignore });
  let longest = 0;
  for (let at = 0; at < text.length; at += charactersOfPiece) {
    const piece = text.slice(at, at + charactersOfPiece);
    longest = Math.max(
      longest,
      timed(() => channel.push(piece)),
    );
  }
  channel.end();
  return longest;
}

/** The quietest round: the others measure the machine's other work too. */
const quietest = (measure: () => number) => Math.min(...Array.from({ length: rounds }, measure));

for (const text of Object.values(texts)) rewriteText(rule, filled(text, 20_000), ignore);
const figures = Object.entries(texts).map(([name, text]) => [
  name,
  quietest(() => timed(() => rewriteText(rule, filled(text, characters), ignore))),
  quietest(() => longestPush(filled(text, streamed))),
]);
process.stdout.write(JSON.stringify(figures));
