import type { Replacement, TextRule, TextSearch } from '../text';
import { capitals, digits, nativeBeginning, nativeMatchAt, runStart } from './nativePattern';
import { numberPatterns, type NumberPatternName } from './patterns';

/** Every beginning of a match of a number pattern is made of these. */
const numberStart = runStart(`${digits}${capitals} +-.()/`);
/** And begins with one of these. */
const numberBegins = /[\dA-Z+(]|$/g;

interface Candidate {
  name: NumberPatternName;
  /** How many characters before a digit its match starts. */
  lead: number;
  matchAt: (text: string, at: number) => number;
  accept: (text: string) => number | null;
}

/** Finds the named patterns from the digits in a text, so that text without any costs next to nothing. */
export function numberRule(names: readonly NumberPatternName[], mark: string): TextRule {
  const beginning = nativeBeginning(names.map((name) => numberPatterns[name].source));
  const candidates = names.flatMap(candidatesOf).sort((a, b) => b.lead - a.lead);
  const rule: NumberRule = { beginning, candidates, mark };
  return { search: (text) => new NumberSearch(rule, text) };
}

interface NumberRule {
  beginning: (text: string, from: number) => number;
  candidates: readonly Candidate[];
  mark: string;
}

class NumberSearch implements TextSearch {
  readonly #rule: NumberRule;
  readonly #text: string;

  constructor(rule: NumberRule, text: string) {
    this.#rule = rule;
    this.#text = text;
  }

  next(from: number): Replacement | null {
    const text = this.#text;
    for (let at = nextDigit(text, from); at < text.length; at = nextDigit(text, endOfDigits(text, at))) {
      const match = matchBefore(this.#rule, text, at, from);
      if (match !== null) return match;
    }
    return null;
  }

  openFrom(from: number): number {
    const text = this.#text;
    return this.#rule.beginning(text, firstOf(numberBegins, text, Math.max(from, numberStart(text, text.length))));
  }
}

function matchBefore({ candidates, mark }: NumberRule, text: string, digit: number, from: number): Replacement | null {
  const isLong = hasDigits(text, digit, fewestDigits);
  for (const { name, lead, matchAt, accept } of candidates) {
    const start = digit - lead;
    if (start < from || (!isLong && name !== 'iban')) continue;
    const length = matchAt(text, start);
    const accepted = length === 0 ? null : accept(text.slice(start, start + length));
    if (accepted !== null) return { start, end: start + accepted, text: mark, rule: name };
  }
  return null;
}

/** Of all patterns but the IBAN, which has letters among its digits. */
const fewestDigits = 6;

/** Most numbers in a text are short, and can be told to be so without trying every pattern on them. */
function hasDigits(text: string, from: number, wanted: number): boolean {
  let found = 0;
  for (let at = from; found < wanted; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) found += 1;
    // Beyond the separators ` ( ) - . /`, also at the end of the text, a number has ended.
    else if (code !== 0x20 && !(code >= 0x28 && code <= 0x2f)) return false;
  }
  return true;
}

function candidatesOf(name: NumberPatternName): Candidate[] {
  const { source, leads, accept = (text: string) => text.length } = numberPatterns[name];
  const matchAt = nativeMatchAt(source);
  return leads.map((lead) => ({ name, lead, matchAt, accept }));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function nextDigit(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** No match starts inside a row of digits. */
function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** Where, at or after `from`, the text has what `pattern` finds. */
function firstOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
