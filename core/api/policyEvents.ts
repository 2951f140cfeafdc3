import * as z from 'zod';
import { callQuerySchema } from './calls';
import { policyEventSchema } from './detail';

/** Query of `GET /api/v1/policy-events`. */
export const eventQuerySchema = callQuerySchema.pick({ from: true, to: true }).extend({
  policy: z.string().max(200).optional(),
  type: z.string().max(200).optional(),
  severity: policyEventSchema.shape.severity.optional(),
  before: z
    .string()
    .regex(/^[0-9a-f-]{36}_\d{1,19}_[0-9a-f-]{36}$/i, 'Give what `next` of a page said.')
    .optional()
    .describe('As `next` says.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const recordedEventSchema = policyEventSchema
  .extend({ callId: z.uuid(), recordedAt: z.iso.datetime({ precision: 3 }) })
  .meta({ id: 'RecordedEvent', description: 'What a policy said, and in which call.' });

export const eventPageSchema = z
  .object({
    events: z.array(recordedEventSchema).describe('Those of the newest calls first.'),
    next: z.string().nullable().describe('Pass as `before` for the next page; null on the last one.'),
  })
  .meta({ id: 'EventPage' });

export type EventQuery = z.infer<typeof eventQuerySchema>;
export type EventPage = z.infer<typeof eventPageSchema>;
export type RecordedEvent = z.infer<typeof recordedEventSchema>;
