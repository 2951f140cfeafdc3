import * as z from 'zod';
import { callPageSchema, callQuerySchema } from './calls';

/** Schemas of the sessions API. */

const count = z.number().int().nonnegative();
const time = z.iso.datetime({ precision: 3 });

export const sessionSchema = z
  .object({
    sessionId: z.string().describe('Keyed hash, as `sessionId` of its calls.'),
    firstAt: time,
    lastAt: time.describe('When its last call began.'),
    calls: count,
    changed: count.describe('Calls in which a policy changed something.'),
    failed: count.describe('Calls that ended in error.'),
    blocked: count.describe('Calls that a policy blocked.'),
    models: z.array(z.string()).describe('That the providers were asked for.'),
    providers: z.array(z.string()),
    changedBy: z.array(z.string()).describe('The policies that changed something.'),
    inputTokens: count,
    outputTokens: count,
    costUsd: z.number().nonnegative().nullable().describe('Of those calls whose cost is known; null of none.'),
    estimatedUsd: z.number().nonnegative().describe('The part of it that is estimated.'),
    costUnknown: count.describe('Calls whose cost is not known: they are not in the sum.'),
    userHash: z.string().nullable().describe('Keyed hash; null for readers without `reveal`.'),
  })
  .meta({ id: 'Session', description: 'A conversation, as its client names it: figures of all its calls.' });

export const sessionPageSchema = z
  .object({
    sessions: z.array(sessionSchema),
    next: z
      .string()
      .nullable()
      .describe(
        'Pass as `before` for the next page, which there may be of one that is not full, too; null on the last.',
      ),
  })
  .meta({ id: 'SessionPage' });

/** Query of `GET /api/v1/sessions`. */
export const sessionQuerySchema = callQuerySchema.pick({ user: true, limit: true }).extend({
  from: callQuerySchema.shape.from.describe('Sessions with a call since.'),
  to: callQuerySchema.shape.to.describe('Sessions with a call before.'),
  before: callQuerySchema.shape.before.describe('As `next` says.'),
});

/** `GET /api/v1/sessions/{key}` */
export const sessionCallsSchema = callPageSchema
  .extend({ session: sessionSchema })
  .meta({ id: 'SessionCalls', description: 'A session and a page of its calls.' });

/** Query of `GET /api/v1/sessions/{key}`. */
export const sessionCallsQuerySchema = callQuerySchema.pick({ before: true, after: true, limit: true }).extend({
  order: callQuerySchema.shape.order.unwrap().default('oldest').describe('Which calls come first.'),
});

export type Session = z.infer<typeof sessionSchema>;
export type SessionPage = z.infer<typeof sessionPageSchema>;
export type SessionQuery = z.infer<typeof sessionQuerySchema>;
export type SessionCalls = z.infer<typeof sessionCallsSchema>;
export type SessionCallsQuery = z.infer<typeof sessionCallsQuerySchema>;
