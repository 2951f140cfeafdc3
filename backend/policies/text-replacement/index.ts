import { leftmost, literalRule, regexRule, type TextRule } from '@lens/core/text';
import { z } from 'zod';
import { messageOf } from '../../errors';
import type { Policy } from '../contract';
import type { PolicyEnvironment } from '../environment/policyEnvironment';
import { applyToField, textPolicyFields } from '../text/options';
import { textPolicy } from '../text/textPolicy';

const ruleSchema = z
  .strictObject({
    find: z.string().min(1).max(10_000).optional(),
    regex: z.string().min(1).max(1000).optional(),
    replace: z.string().max(10_000),
    ignore_case: z.boolean().default(false),
  })
  .superRefine((rule, ctx) => {
    if ((rule.find === undefined) === (rule.regex === undefined)) {
      ctx.addIssue({ code: 'custom', message: 'give either find (a text) or regex (a pattern)' });
      return;
    }
    try {
      toTextRule(rule, '');
    } catch (error) {
      // Whatever the parser or the engine has against the pattern is for the author of the configuration to read.
      const message = messageOf(error);
      ctx.addIssue({ code: 'custom', message, path: ['regex'] });
    }
  });

export const textReplacementOptions = z.strictObject({
  rules: z.array(ruleSchema).min(1).max(200),
  /** What is replaced is secret, whatever stands in its place. */
  redacts: z.boolean().default(false),
  apply_to: applyToField.default('both'),
  ...textPolicyFields,
});

/** Replaces texts by others. At the same place in a text the rule that comes first wins. */
export function textReplacement(
  name: string,
  options: z.output<typeof textReplacementOptions>,
  { heldBackChars }: Pick<PolicyEnvironment, 'heldBackChars'>,
): Policy {
  return textPolicy({
    name,
    redacts: options.redacts,
    rule: leftmost(options.rules.map((rule, index) => toTextRule(rule, `rules[${index}]`))),
    applyTo: options.apply_to,
    kinds: new Set(options.kinds),
    signedThinking: options.signed_thinking,
    heldBackChars,
    unreadDocuments: options.unread_documents,
    unfinished: () => '',
    describe: (rule, location) => ({
      type: 'policy.text_replaced',
      summary: `Replaced text in ${location} (${rule})`,
      details: { rule, location },
    }),
  });
}

function toTextRule(options: z.output<typeof ruleSchema>, rule: string): TextRule {
  const { find, regex = '', replace, ignore_case: ignoreCase } = options;
  if (find !== undefined) return literalRule({ find, replace, ignoreCase, rule });
  return regexRule({ regex, replace, ignoreCase, rule });
}
