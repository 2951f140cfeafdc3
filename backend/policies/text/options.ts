import type { TextKind } from '@lens/core/formats';
import type { TextRule } from '@lens/core/text';
import { z } from 'zod';
import type { PolicyEvent } from '../../call';

type ApplyTo = 'request' | 'response' | 'both';

export interface TextPolicyOptions {
  name: string;
  /** It takes out secrets. */
  redacts: boolean;
  rule: TextRule;
  applyTo: ApplyTo;
  /** Texts of other kinds are left alone. */
  kinds: ReadonlySet<TextKind>;
  /** What to do with thinking that the provider has signed and refuses when it comes back altered. */
  signedThinking: 'leave' | 'rewrite';
  heldBackChars: number;
  /** What becomes of documents and pictures in base64, in which nobody finds a text. Only a policy that redacts asks. */
  unreadDocuments: 'pass' | 'refuse';
  /** Of a policy that redacts: what goes out of held-back text when the stream broke off in it. */
  unfinished(rest: string): string;
  /** What is told of matches of `rule` at `location`; their `count` is added. */
  describe(rule: string, location: string): Pick<PolicyEvent, 'type' | 'summary' | 'details'>;
}

/** Every kind of text that there is. */
export const textKinds = [
  'system',
  'text',
  'refusal',
  'thinking',
  'tool_arguments',
  'tool_result',
  'transcript',
  'other',
] as const satisfies readonly TextKind[];

/** The options that every text policy has. */
export const textPolicyFields = {
  kinds: z
    .array(z.enum(textKinds))
    .min(1)
    .default([...textKinds]),
  signed_thinking: z.enum(['leave', 'rewrite']).default('leave'),
  unread_documents: z.enum(['pass', 'refuse']).default('pass'),
};

export const applyToField = z.enum(['request', 'response', 'both']);
