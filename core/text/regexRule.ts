import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { RE2JS } from 're2js';
import { beginningOf } from './pattern/beginning';
import { re2Dialect } from './pattern/dialect';
import { patternLength } from './pattern/patternLength';
import { printAlternatives } from './pattern/printPattern';
import { expandTemplate, parseTemplate } from './replacementTemplate';
import type { TextRule } from './rule';

export interface RegexOptions {
  /** JavaScript's syntax, strict; no lookaround and no back reference, which have no linear-time engine. */
  regex: string;
  /** A template: `$1`, `$<name>`, `$&`, `$$`. */
  replace: string;
  ignoreCase: boolean;
  /** How the rule is named in events. */
  rule: string;
}

/**
 * Finds a pattern from the configuration, in time linear in the text whatever the pattern. Throws an error whose
 * message is for the author of the pattern when it can't be used.
 */
export function regexRule({ regex, replace, ignoreCase, rule }: RegexOptions): TextRule {
  const parsed = parsePattern(regex);
  const length = patternLength(parsed);
  if (length.min === 0) throw new SyntaxError('the pattern matches the empty text, so it would match everywhere');
  const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0;
  const whole = RE2JS.compile(printAlternatives(parsed.alternatives, { dialect: re2Dialect, captures: true }), flags);
  const beginning = RE2JS.compile(beginningOf(parsed, re2Dialect), flags);
  const template = parseTemplate(replace, { count: whole.groupCount(), names: Object.keys(whole.namedGroups()) });

  return {
    search(text) {
      const matcher = whole.matcher(text);
      return {
        next(from) {
          if (!matcher.find(from)) return null;
          const expanded = expandTemplate(template, (group) => matcher.group(group));
          return { start: matcher.start(), end: matcher.end(), text: expanded, rule };
        },
        openFrom(from) {
          const search = beginning.matcher(text);
          return search.find(Math.max(from, text.length - length.max)) ? search.start() : text.length;
        },
      };
    },
  };
}

/**
 * Parses a pattern in JavaScript's syntax with the `u` flag, whose strictness leaves no room for two readings.
 * Throws a SyntaxError that says where it went wrong.
 */
function parsePattern(source: string): AST.Pattern {
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode: true });
}
