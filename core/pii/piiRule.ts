import { leftmost, type TextRule } from '../text';
import { emailRule } from './email/emailRule';
import { numberKinds } from './numbers/kinds';
import { numberRule } from './numbers/numberRule';

export const patternNames = ['email', ...numberKinds] as const;

export type PatternName = (typeof patternNames)[number];

const labels: Record<PatternName, string> = {
  email: 'e-mail address',
  iban: 'IBAN',
  card: 'card number',
  account_number: 'account number',
  ssn: 'social security number',
  phone: 'phone number',
};

/** Finds personal data of these kinds. What begins furthest left is taken; at the same place the first of `patternNames`. */
export function piiRule(patterns: readonly PatternName[], mark: string): TextRule {
  const rules: TextRule[] = [];
  if (patterns.includes('email')) rules.push(emailRule(mark));
  const kinds = numberKinds.filter((kind) => patterns.includes(kind));
  if (kinds.length > 0) rules.push(numberRule(kinds, mark));
  return leftmost(rules);
}

/** How the pattern that a replacement's `rule` names is called to people. */
export function piiLabelOf(pattern: string): string {
  return patternNames.flatMap((name) => (name === pattern ? [labels[name]] : [])).join() || pattern;
}

/** Whether the beginning of a text holds anything that could have become personal data: all begins with a digit or has an `@`. */
export function mayBePersonal(text: string): boolean {
  return /[\p{Nd}@\uff20\ufe6b]|&(?:amp;)*commat;/u.test(text);
}
