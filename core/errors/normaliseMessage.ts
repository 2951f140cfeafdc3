import { redactText } from '../privacy';

/** Longer messages are looked at, and shown, in part. */
const mostLooked = 1_000;
const mostShown = 200;

/** What was taken out by what it looks like, as `redactText` marks it. */
const redaction = /\[REDACTED:\w+\]/g;
/** Within quotes stands what the caller sent, as often as not; one that is not closed goes on. An apostrophe inside a word is none. */
const quoted = /"[^"]*(?:"|$)|“[^”]*(?:”|$)|`[^`]*(?:`|$)|(?<![\p{L}\p{N}])'[^']*(?:'(?![\p{L}\p{N}])|$)/gu;
const address = /\b[a-z][a-z\d+.-]*:\/\/\S+/gi;
const word = /[\p{L}\p{N}_$@#%&+.:/\\|~^-]+/gu;
const longestWord = 24;

/**
 * What errors of one kind have in common of their messages: without numbers, ids, addresses, what callers said, and whatever
 * may be a secret. Two messages that differ in those alone are the same.
 */
export function normaliseMessage(message: string): string {
  const text = redactText(message.slice(0, mostLooked))
    .replace(redaction, '…')
    .replace(quoted, '“…”')
    .replace(address, '‹address›')
    .replace(word, (found) => plain(found))
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return text.length <= mostShown ? text : `${text.slice(0, mostShown - 1).trimEnd()}…`;
}

function plain(found: string): string {
  const [, core = '', end = ''] = /^(.*?)([.:]*)$/su.exec(found) ?? [];
  if (/^[\p{N}.,:+-]+(?:%|[a-zµ]{1,3})?$/iu.test(core) && /\p{N}/u.test(core)) return `‹number›${end}`;
  if (/\p{N}/u.test(core) || core.length > longestWord) return `‹id›${end}`;
  return found;
}
