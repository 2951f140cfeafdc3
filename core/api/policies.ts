import * as z from 'zod';
import { callQuerySchema } from './calls';

const count = z.number().int().nonnegative();

/** Query of `GET /api/v1/policies`. */
export const policiesQuerySchema = callQuerySchema.pick({ from: true, to: true });

export const policyActivitySchema = z.object({
  policy: z.string(),
  use: z.string().nullable().describe('Which policy it is; null of one that is not configured any more.'),
  onError: z.enum(['closed', 'open']).nullable(),
  calls: count.describe('Calls with it in their chain.'),
  changed: count.describe('Calls in which it changed something.'),
  blocked: count.describe('Calls that it blocked.'),
  failed: count.describe('Calls in which it failed.'),
  events: count.describe('What it said.'),
  durationMs: z
    .object({ median: z.number(), p95: z.number() })
    .nullable()
    .describe(
      'What it worked on a request or an answer, in milliseconds, of a stream on all its events together; null without any.',
    ),
});

export const policyListSchema = z
  .object({
    chain: z.array(z.string()).describe('For every call whose route names no others.'),
    routes: z.array(z.object({ model: z.string(), upstream: z.string(), policies: z.array(z.string()) })),
    policies: z.array(policyActivitySchema),
    looked: count.describe('So many calls were looked at, the newest of the time.'),
    complete: z.boolean().describe('They are all of the time.'),
  })
  .meta({ id: 'PolicyList', description: 'The policies of this gateway, and what each did in the newest calls.' });

export type PoliciesQuery = z.infer<typeof policiesQuerySchema>;
export type PolicyActivity = z.infer<typeof policyActivitySchema>;
export type PolicyList = z.infer<typeof policyListSchema>;
