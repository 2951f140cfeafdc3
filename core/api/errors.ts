import * as z from 'zod';
import { callStatusSchema } from './calls';

/** Schemas of the errors API. */

const count = z.number().int().nonnegative();

export const errorKindSchema = z.enum(['call', 'policy', 'exception']);

export const errorGroupSchema = z
  .object({
    fingerprint: z
      .string()
      .describe('The same for the same errors, from version to version as far as their words stay.'),
    kind: errorKindSchema.describe(
      '`call`: calls that ended in error; `policy`: a policy that failed; `exception`: a fault of the product itself.',
    ),
    type: z.string().describe('The provider’s or our own word for it, or the class of an exception.'),
    message: z.string().describe('Without numbers, ids, and what callers said; empty where there is none.'),
    status: callStatusSchema.nullable(),
    provider: z.string().nullable(),
    operation: z.enum(['chat_completions', 'messages', 'passthrough']).nullable(),
    policy: z.string().nullable(),
    component: z.string().nullable().describe('The part of the product, of an exception.'),
    frames: z.array(z.string()).describe('Where it was thrown, the innermost first.'),
    firstSeen: z.iso.datetime({ precision: 3 }),
    lastSeen: z.iso.datetime({ precision: 3 }),
    count: count.describe('Within the retention.'),
    hours: z.array(count).length(24).describe('How often in each of the last 24 hours (UTC), the present one last.'),
    examples: z.array(z.string()).describe('The latest calls with it that are still there.'),
  })
  .meta({ id: 'ErrorGroup' });

export const errorListSchema = z.object({ groups: z.array(errorGroupSchema) }).meta({ id: 'ErrorList' });

/** Query of `GET /api/v1/errors`. */
export const errorQuerySchema = z.object({
  kind: errorKindSchema.optional(),
  provider: z.string().max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('Seen since.'),
  order: z.enum(['last_seen', 'count']).default('last_seen').describe('Which come first: seen last, or most often.'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export type ErrorGroup = z.infer<typeof errorGroupSchema>;
export type ErrorList = z.infer<typeof errorListSchema>;
export type ErrorQuery = z.infer<typeof errorQuerySchema>;
