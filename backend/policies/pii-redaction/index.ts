import { mayBePersonal, patternNames, piiLabelOf, piiRule } from '@lens/core/pii';
import { z } from 'zod';
import type { Policy } from '../contract';
import type { PolicyEnvironment } from '../environment/policyEnvironment';
import { applyToField, textPolicyFields } from '../text/options';
import { textPolicy } from '../text/textPolicy';

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
    unreadDocuments: options.unread_documents,
    unfinished: (rest) => (mayBePersonal(rest.replaceAll(options.mark, '')) ? options.mark : rest),
    describe: (pattern, location) => ({
      type: 'policy.pii_redacted',
      summary: `Redacted ${piiLabelOf(pattern)} in ${location}`,
      details: { pattern, location },
    }),
  });
}
