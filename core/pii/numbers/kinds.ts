import { isDigit } from '../reading/views';
import { cardLength } from './card';
import * as patterns from './patterns';

export const numberKinds = ['iban', 'card', 'account_number', 'ssn', 'phone'] as const;

export type NumberKind = (typeof numberKinds)[number];

/** What stands before a candidate. */
export interface Setting {
  /** Words that say what it is. */
  account: boolean;
  ssn: boolean;
  phone: boolean;
  /** Another number and a blank: it may be one of a list. */
  listed: boolean;
}

/** How much of the beginning of a candidate is a number of this kind; 0 when none is. */
export type KindLength = (candidate: string, setting: Setting) => number;

/** Of numbers that begin with a digit. IBANs begin with letters. */
export const kindLengths: Record<Exclude<NumberKind, 'iban'>, KindLength> = {
  card: cardLength,
  account_number: (candidate, { account }) =>
    lengthOf(patterns.accountNumber, candidate) || (account ? lengthOf(patterns.accountDigits, candidate) : 0),
  ssn: (candidate, { ssn, listed }) =>
    unlessListed(listed, candidate, lengthOf(patterns.socialSecurityNumber, candidate)) ||
    (ssn ? lengthOf(patterns.socialSecurityDigits, candidate) : 0),
  phone: (candidate, { phone, listed }) =>
    unlessListed(listed, candidate, phoneLength(patterns.nationalPhone, candidate)) ||
    (phone ? phoneLength(patterns.phoneDigits, candidate) : 0),
};

/** Of numbers that begin with a sign or a bracket. */
export function signedPhoneLength(candidate: string): number {
  return phoneLength(patterns.internationalPhone, candidate) || phoneLength(patterns.bracketedPhone, candidate);
}

const phoneDigits = { fewest: 9, most: 15 };

/** A number that is too long may have another one behind it. */
function phoneLength(pattern: RegExp, candidate: string): number {
  const length = lengthOf(pattern, candidate);
  const digits = digitsIn(candidate.slice(0, length));
  if (digits <= phoneDigits.most) return digits < phoneDigits.fewest ? 0 : length;
  const shorter = lengthOf(pattern, withMostDigits(candidate));
  return digitsIn(candidate.slice(0, shorter)) < phoneDigits.fewest ? 0 : shorter;
}

function digitsIn(text: string): number {
  let digits = 0;
  for (let at = 0; at < text.length; at++) if (isDigit(text.charCodeAt(at))) digits += 1;
  return digits;
}

/** The groups that together have no more digits than a phone number. */
function withMostDigits(candidate: string): string {
  let end = 0;
  for (let at = 0, digits = 0; at < candidate.length; at++) {
    const code = candidate.charCodeAt(at);
    if (isDigit(code) && ++digits > phoneDigits.most) return candidate.slice(0, end);
    if (!isDigit(code)) end = at + 1;
  }
  return candidate;
}

/** Numbers whose groups blanks part are easily some of a longer list. */
function unlessListed(listed: boolean, candidate: string, length: number): number {
  return listed && candidate.slice(0, length).includes(' ') ? 0 : length;
}

function lengthOf(pattern: RegExp, candidate: string): number {
  return pattern.exec(candidate)?.[0].length ?? 0;
}
