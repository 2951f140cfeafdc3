import type { TextRule } from '../text';
import { privateKey } from './shapes';

/** The longest that are in use, RSA keys of 16,384 bits, take 13,000 characters. */
const longest = 32 * 1024;

/** Private keys as OpenSSL and OpenSSH write them; one that was cut off is taken as far as it looks like one. */
export function privateKeyRule(mark: (kind: string) => string): TextRule {
  return {
    search: (text) => ({
      next(from) {
        const { begin } = privateKey;
        begin.lastIndex = from;
        const match = begin.exec(text);
        if (match === null) return null;
        const end = endOf(text, match.index + match[0].length);
        return { start: match.index, end, text: mark('private_key'), rule: 'private_key' };
      },
      openFrom: (from) => privateKeyOpen(text, from),
    }),
  };
}

/** Where a private key begins that has no end yet; the text's length without one. */
export function privateKeyOpen(text: string, from: number): number {
  const last = text.lastIndexOf('-----BEGIN ');
  if (last < from || text.length - last > longest) return text.length;
  privateKey.begin.lastIndex = last;
  const begun = privateKey.begin.exec(text);
  if (begun === null) return last;
  return endOf(text, begun.index + begun[0].length) === text.length ? last : text.length;
}

function endOf(text: string, bodyFrom: number): number {
  const { end, foreign } = privateKey;
  const body = text.slice(bodyFrom, bodyFrom + longest);
  foreign.lastIndex = 0;
  const limit = foreign.exec(body)?.index ?? body.length;
  end.lastIndex = 0;
  const closing = end.exec(body.slice(0, limit));
  if (closing) return bodyFrom + closing.index + closing[0].length;
  // A backslash before a quote belongs to it.
  const cut = /\\+$/.exec(body.slice(Math.max(0, limit - 8), limit));
  return bodyFrom + limit - (cut?.[0].length ?? 0);
}
