import { patternNames, piiRule } from '../pii';
import { rewriteJsonText } from '../formats';
import { secretRule } from '../secrets';
import { leftmost, rewriteText, type TextRule } from '../text';
import { rewriteRawJson } from './rewriteRawJson';

/** What stands in the place of what was taken out. */
export function redactionMark(kind: string): string {
  return `[REDACTED:${kind}]`;
}

/** Everything that is private by what it looks like: secrets and personal data of all kinds that are known. */
export const privateRule: TextRule = leftmost([secretRule(redactionMark), markedByKind(piiRule(patternNames, ''))]);

/** Rules name by what they found something. */
function markedByKind(rule: TextRule): TextRule {
  return {
    search(text) {
      const search = rule.search(text);
      return {
        next(from) {
          const found = search.next(from);
          return found && { ...found, text: redactionMark(found.rule) };
        },
        openFrom: (from) => search.openFrom(from),
      };
    },
  };
}

/**
 * Letters and signs as escapes, which the rules don't read: then strings are looked at as what they say, for ten times the
 * price. Not `<`, `>` and `&`, which some languages always write so.
 */
const writtenUnlike = /\\u00(?!26|3[ce])[2-7]|\\\//i;

/** Names of fields, of models, of policies: the same in every call, and dear to look at. Those in which nothing was found. */
const harmless = new Set<string>();
const longestWord = 64;
const mostWords = 1000;

/** A text without what is private in it. JSON stays JSON: a number that is private becomes a string. */
export function redactText(text: string): string {
  if (text.length > longestWord) return withoutPrivate(text);
  if (harmless.has(text)) return text;
  const redacted = withoutPrivate(text);
  if (redacted !== text) return redacted;
  if (harmless.size === mostWords) harmless.clear();
  harmless.add(copied(text));
  return text;
}

/** A part of a text holds on to all of it: a word of a body must not keep the body in memory. */
function copied(text: string): string {
  return String(JSON.parse(JSON.stringify(text)));
}

function withoutPrivate(text: string): string {
  const redacted = isJson(text) ? rewriteRawJson(privateRule, text) : rewriteText(privateRule, text, ignore);
  if (!writtenUnlike.test(redacted)) return redacted;
  return rewriteJsonText(redacted, (value) => rewriteText(privateRule, value, ignore), { numbers: true });
}

/** What only begins as it does, or was cut off, is text. */
function isJson(text: string): boolean {
  if (!/^\s*[{["]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function ignore(): void {
  return undefined;
}
