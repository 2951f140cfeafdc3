import { z } from 'zod';
import type { Policy } from '../contract';
import type { PolicyEnvironment } from '../environment/policyEnvironment';
import { leftmost } from '../text/leftmost';
import { applyToField, textPolicyFields } from '../text/policy/options';
import { textPolicy } from '../text/policy/textPolicy';
import type { TextRule } from '../text/rule';
import { emailRule } from './emailRule';
import { numberRule } from './numberRule';
import { emailPattern, numberPatternNames, numberPatterns, patternNames, type PatternName } from './patterns';

/** `apply_to` is `response` unless told: a model that never sees an account number can't look it up either. */
export const piiRedactionOptions = z.strictObject({
  patterns: z
    .array(z.enum(patternNames))
    .min(1)
    .default([...patternNames]),
  mark: z.string().min(1).max(100).default('[REDACTED]'),
  apply_to: applyToField.default('response'),
  ...textPolicyFields,
});

/** Takes personal data out of texts; each event says what and where, never the text itself. */
export function piiRedaction(
  name: string,
  options: z.output<typeof piiRedactionOptions>,
  { heldBackChars }: Pick<PolicyEnvironment, 'heldBackChars'>,
): Policy {
  return textPolicy({
    name,
    redacts: true,
    rule: piiRule(options.patterns, options.mark),
    applyTo: options.apply_to,
    kinds: new Set(options.kinds),
    signedThinking: options.signed_thinking,
    heldBackChars,
    describe: (pattern, location) => ({
      type: 'policy.pii_redacted',
      summary: `Redacted ${labelOf(pattern)} in ${location}`,
      details: { pattern, location },
    }),
  });
}

/** What begins furthest left is taken out; at the same place the first of `patternNames`. */
export function piiRule(patterns: readonly PatternName[], mark: string): TextRule {
  const rules: TextRule[] = [];
  if (patterns.includes('email')) rules.push(emailRule(mark));
  const numbers = numberPatternNames.filter((name) => patterns.includes(name));
  if (numbers.length > 0) rules.push(numberRule(numbers, mark));
  return leftmost(rules);
}

function labelOf(pattern: string): string {
  const label = numberPatternNames.find((name) => name === pattern);
  return label === undefined ? emailPattern.label : numberPatterns[label].label;
}
