import { leftContext, leftmost, type Replacement, type TextRule, type TextSearch } from '../text';
import { privateKeyOpen, privateKeyRule } from './privateKey';
import { assigned, assignedOpen, cardCode, cookie, cookieOpen, inAddress, scheme, shapes } from './shapes';

/** Longer runs without a blank are no secret any more that could still go on. */
const longestWord = 8192;
/** A quoted value or a cookie, with its name. */
const longestNamed = 2200;

/**
 * Finds what opens something: keys of some sixty services by their shape, tokens, private keys, and whatever stands behind
 * the name of a password or key, in an address or behind `Bearer`. Each replacement's `rule` says which kind it is.
 *
 * In time linear in the text: every run that is looked at from one place is bounded, or begins where no other does.
 */
export function secretRule(mark: (kind: string) => string): TextRule {
  const kinds = Object.entries(shapes).map(([kind, shape]) => shapeRule(kind, shape, mark));
  const named = [
    namedRule('password', assigned, mark, isAssignedSecret),
    namedRule('password', inAddress, mark, () => true),
    namedRule('token', scheme, mark, ({ value = '' }) => value.length >= 16 || looksRandom(value)),
    namedRule('card_code', cardCode, mark, () => true),
    namedRule('cookie', cookie, mark, () => true),
  ];
  const first = leftmost([privateKeyRule(mark), ...kinds, ...named]);
  return {
    search(text) {
      const search = first.search(text);
      return { next: (from) => search.next(from), openFrom: (from) => openFrom(text, from) };
    },
  };
}

function shapeRule(kind: string, shape: RegExp, mark: (kind: string) => string): TextRule {
  return { search: (text) => searchOf(text, shape, 0, (match) => replace(kind, match.index, match[0], mark)) };
}

type Groups = Partial<Record<string, string>>;

/** Only the value is replaced; what names it may have been passed on before. */
function namedRule(
  kind: string,
  shape: RegExp,
  mark: (kind: string) => string,
  isSecret: (groups: Groups) => boolean,
): TextRule {
  const replacementOf = (match: RegExpExecArray): Replacement | null => {
    const groups: Groups = match.groups ?? {};
    const value = groups['value'] ?? groups['quoted'] ?? groups['escaped'] ?? groups['token'] ?? '';
    if (value === '' || !isSecret(groups)) return null;
    return replace(kind, match.index + match[0].lastIndexOf(value), value, mark);
  };
  return { search: (text) => searchOf(text, shape, leftContext, replacementOf) };
}

function replace(kind: string, start: number, found: string, mark: (kind: string) => string): Replacement {
  return { start, end: start + found.length, text: mark(kind), rule: kind };
}

function searchOf(
  text: string,
  shape: RegExp,
  lookBack: number,
  replacementOf: (match: RegExpExecArray) => Replacement | null,
): TextSearch {
  return {
    next(from) {
      shape.lastIndex = Math.max(0, from - lookBack);
      for (let match = shape.exec(text); match !== null; match = shape.exec(text)) {
        const found = replacementOf(match);
        if (found !== null && found.start >= from) return found;
        // What looked like its value may be the name of the next: `token: password: …`.
        shape.lastIndex = match.index + 1;
      }
      return null;
    },
    openFrom: (from) => openFrom(text, from),
  };
}

const placeholder =
  /^(?:null|none|true|false|undefined|string|required|optional|\*+|\.{3,}|\$\{?\w.*|%\(?\w.*|\[REDACTED.*|\[REMOVED.*|process\.env.*|os\.environ.*)$/i;

function isAssignedSecret({ strong, quoted, escaped, value }: Groups): boolean {
  const secret = quoted ?? escaped ?? value ?? '';
  if (placeholder.test(secret)) return false;
  if (strong !== undefined) return secret.length >= 4;
  if (/\s/.test(secret)) return false;
  return secret.length >= 20 || (secret.length >= 8 && looksRandom(secret));
}

/** No word of a language has a digit or a capital in its middle. */
function looksRandom(value: string): boolean {
  return /\d/.test(value) || /[a-z][A-Z]/.test(value);
}

/** Where a secret could begin that goes on, or comes about, with the text that follows. */
function openFrom(text: string, from: number): number {
  let open = Math.min(lastWord(text, from), privateKeyOpen(text, from));
  const tailFrom = Math.max(0, text.length - longestNamed);
  const tail = text.slice(tailFrom);
  for (const shape of [assignedOpen, cookieOpen]) {
    const match = shape.exec(tail);
    if (match) open = Math.min(open, Math.max(from, tailFrom + match.index));
  }
  return open;
}

function lastWord(text: string, from: number): number {
  const least = Math.max(from, text.length - longestWord);
  let at = text.length;
  while (at > least && isWordUnit(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** Secrets are printable ASCII. */
function isWordUnit(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}
