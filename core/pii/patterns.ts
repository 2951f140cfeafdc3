import { passesLuhn } from './luhn';
import { passesMod97 } from './mod97';

/** The patterns that begin with a digit, or with up to two characters before one. */
export const numberPatternNames = ['iban', 'card', 'account_number', 'ssn', 'phone'] as const;

export const patternNames = ['email', ...numberPatternNames] as const;

export type NumberPatternName = (typeof numberPatternNames)[number];

export type PatternName = (typeof patternNames)[number];

/** What a pattern's matches look like. */
export interface PiiPattern {
  /** How it is named to people. */
  label: string;
  /**
   * Runs on JavaScript's own engine: all repetitions are bounded, and so is how far it looks back (`leftContext`).
   */
  source: string;
  /** How many characters can stand before the first digit. */
  leads: readonly number[];
  /** Where the match really ends, counted in `text`; null when what looks like one is none. The whole by default. */
  accept?: (text: string) => number | null;
}

// No part of a word, a longer number, a dashed code (UUIDs, order numbers) or the decimals of a number.
const before = String.raw`(?<![\w-]|\d\.)`;
const behind = String.raw`(?!-?\w|\.\d)`;
const plusOrBracketBefore = String.raw`(?<![\w)+-])`;

// "account number is", "Acct. no:", "account #": as far as they can stand before a number.
const accountWords = String.raw`(?<=\b(?:[Aa]ccount|ACCOUNT|[Aa]cct\.?|ACCT\.?|[Aa]\/[Cc])[ \t]{0,2}(?:(?:[Nn]umber|NUMBER|[Nn]um|[Nn]o|NO|[Nn]r)\b\.?|#)?[ \t]{0,2}(?:is|was|:|=)?[ \t]{0,2})`;
const isoDate = String.raw`\d{4}-\d\d-\d\d(?!\d)`;

/** The part before the `@` is at most this long (RFC 5321, 4.5.3.1.1). */
export const maxLocalPart = 64;

export const emailPattern: PiiPattern = {
  label: 'e-mail address',
  source: String.raw`(?<![\w%+-])[\w%+-][\w.%+-]{0,63}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![\w-])`,
  leads: [],
};

/** What is meant to stay (dates, versions, ids, amounts, addresses of machines) is listed in the test. */
export const numberPatterns: Record<NumberPatternName, PiiPattern> = {
  // Two letters, two check digits, up to thirty more in one piece or in groups of four.
  iban: {
    label: 'IBAN',
    source: String.raw`(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)`,
    leads: [2],
    accept: (text) => longestGroups(text, (part) => part.length >= 15 && passesMod97(part)),
  },
  // Payment cards begin with 2 to 6; clocks that count milliseconds, or finer, begin with 1.
  card: {
    label: 'card number',
    source: String.raw`${before}[2-6](?:[ -]?\d){12,18}${behind}`,
    leads: [0],
    accept: (text) => longestGroups(text, (part) => digitsIn(part) >= 13 && passesLuhn(part)),
  },
  account_number: {
    label: 'account number',
    source: `(?:${before}\\d{4}-\\d{4}-\\d{4}|${accountWords}(?!${isoDate})\\d(?:[ -]?\\d){5,16})${behind}`,
    leads: [0],
  },
  ssn: {
    label: 'social security number',
    source: String.raw`${before}(?!000|666|9)\d{3}(?:-(?!00)\d\d-(?!0000)\d{4}| (?!00)\d\d (?!0000)\d{4})${behind}`,
    leads: [0],
  },
  // With a country code, or with its parts set apart: ten digits in a row are more often an id.
  phone: {
    label: 'phone number',
    source: String.raw`(?:${plusOrBracketBefore}(?:\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,4}|\(\d{3,5}\)[ .-]?\d{3,4}[ .-]?\d{3,5})|${before}(?:(?:1[ .-])?[2-9]\d\d[ .-]\d{3}[ .-]\d{4}|0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5}))${behind}`,
    leads: [1, 0],
    accept: (text) => (digitsIn(text) >= 9 && digitsIn(text) <= 15 ? text.length : null),
  },
};

function digitsIn(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}

/** The end of the longest row of groups, from the first on, that is valid: what follows a number may be digits too. */
function longestGroups(text: string, isValid: (part: string) => boolean): number | null {
  for (let end = text.length; end > 0; end = Math.max(text.lastIndexOf(' ', end - 1), text.lastIndexOf('-', end - 1))) {
    if (isValid(text.slice(0, end))) return end;
  }
  return null;
}
