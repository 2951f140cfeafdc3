import { leftmost, type TextRule } from '../text';
import { emailRule } from './emailRule';
import { numberRule } from './numberRule';
import { emailPattern, numberPatternNames, numberPatterns, type PatternName } from './patterns';

/** Finds personal data of these kinds. What begins furthest left is taken; at the same place the first of `patternNames`. */
export function piiRule(patterns: readonly PatternName[], mark: string): TextRule {
  const rules: TextRule[] = [];
  if (patterns.includes('email')) rules.push(emailRule(mark));
  const numbers = numberPatternNames.filter((name) => patterns.includes(name));
  if (numbers.length > 0) rules.push(numberRule(numbers, mark));
  return leftmost(rules);
}

/** How the pattern that a replacement's `rule` names is called to people. */
export function piiLabelOf(pattern: string): string {
  const number = numberPatternNames.find((name) => name === pattern);
  return number === undefined ? emailPattern.label : numberPatterns[number].label;
}
