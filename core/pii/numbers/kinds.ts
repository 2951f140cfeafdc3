import { isDigit } from '../reading/views';
import { cardLength } from './card';
import * as patterns from './patterns';
import { isListed, isTold, type Setting } from './setting';

export const numberKinds = ['iban', 'card', 'account_number', 'ssn', 'phone'] as const;

export type NumberKind = (typeof numberKinds)[number];

/** How much of the beginning of a candidate is a number of this kind; 0 when none is. */
export type KindLength = (candidate: string, setting: Setting) => number;

/** Of numbers that begin with a digit. IBANs begin with letters. */
export const kindLengths: Record<Exclude<NumberKind, 'iban'>, KindLength> = {
  card: cardLength,
  account_number: (candidate, setting) =>
    lengthOf(patterns.accountNumber, candidate) ||
    whenTold('account', setting, lengthOf(patterns.accountDigits, candidate)),
  ssn: (candidate, setting) =>
    unlessListed(setting, candidate, lengthOf(patterns.socialSecurityNumber, candidate)) ||
    whenTold('ssn', setting, lengthOf(patterns.socialSecurityDigits, candidate)),
  phone: (candidate, setting) =>
    unlessListed(setting, candidate, phoneLength(patterns.nationalPhone, candidate)) ||
    whenTold('phone', setting, phoneLength(patterns.phoneDigits, candidate)),
};

function whenTold(kind: 'account' | 'ssn' | 'phone', setting: Setting, length: number): number {
  return length > 0 && isTold(setting, kind) ? length : 0;
}

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
function unlessListed(setting: Setting, candidate: string, length: number): number {
  return length > 0 && isListed(setting) && candidate.slice(0, length).includes(' ') ? 0 : length;
}

function lengthOf(pattern: RegExp, candidate: string): number {
  return pattern.exec(candidate)?.[0].length ?? 0;
}
