import * as z from 'zod';
import { callStatusSchema } from './calls';

/**
 * Messages of the live feed: on the Redis channel, in `GET /api/v1/activity` and on the live page alike. Nothing of a body
 * is in them, nothing that a policy redacted, and nothing that tells whose a call was.
 */

const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();

/** Which gateway's process sent the message, and the how manieth of its messages it is: none twice, and what is missing shows. */
const sender = {
  gateway: z.string().max(40).optional(),
  seq: z.number().int().positive().optional(),
};

const common = {
  call_id: z.uuid(),
  timestamp: z.iso.datetime({ precision: 3 }).describe('When it happened.'),
};

const model = z.string().max(200).nullable();

export const callBeganSchema = z.object({
  ...common,
  event_type: z.literal('call.began'),
  data: z.object({
    trace_id: z.string().max(64),
    api: z.enum(['openai', 'anthropic']),
    operation: z.enum(['chat_completions', 'messages', 'passthrough']),
    provider: z.string().max(200).nullable(),
    model: model.describe('As it was asked for; `other` where it does not look like a model’s name.'),
    stream: z.boolean(),
    ...sender,
  }),
});

export const policySaidSchema = z.object({
  ...common,
  event_type: z.literal('policy.event'),
  data: z.object({
    policy: z.string().max(200),
    type: z.string().max(200).describe('The event’s own type, as `policy.pii_redacted`.'),
    severity: z.enum(['debug', 'info', 'warning', 'error']),
    phase: z.enum(['request', 'response']),
    ...sender,
  }),
});

export const callEndedSchema = z.object({
  ...common,
  event_type: z.literal('call.ended'),
  data: z.object({
    status: callStatusSchema,
    error_type: z.string().max(200).nullable(),
    http_status: z.number().int().nullable(),
    duration_ms: milliseconds,
    first_byte_ms: milliseconds.nullable().describe('From the call’s beginning to the provider’s first byte.'),
    model: model.describe('As it was sent on.'),
    streamed: z.boolean(),
    ...sender,
  }),
});

export const callStoredSchema = z.object({
  ...common,
  event_type: z.literal('call.stored'),
  data: z.object({
    status: callStatusSchema,
    provider: z.string().max(200),
    model,
    request_changes: count,
    response_changes: count,
    changed_by: z.array(z.string().max(200)).max(100).describe('Policies that changed something.'),
    input_tokens: count.nullable(),
    output_tokens: count.nullable(),
    cost_usd: z.number().nonnegative().nullable().describe('Null where it is not known.'),
    ...sender,
  }),
});

const level = z.enum(['info', 'warn', 'error']);

export const pipelineRecordSchema = z.object({
  ...common,
  event_type: z.literal('luthien.pipeline'),
  data: z.object({ level, pipeline_stage: z.string().max(100), ...sender }),
});

export const policyDecisionSchema = z.object({
  ...common,
  event_type: z.literal('luthien.policy_decision'),
  data: z.object({ level, policy_name: z.string().max(200), decision: z.string().max(100), ...sender }),
});

const scalar = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);

/** A message of a kind that this version does not know, as a later version may send. */
export const otherActivitySchema = z.object({
  ...common,
  event_type: z.string().min(1).max(100),
  data: z.record(z.string().max(100), z.union([scalar, z.array(scalar).max(100)])),
});

/** A message of one of the kinds above. */
const known = z.discriminatedUnion('event_type', [
  callBeganSchema,
  policySaidSchema,
  callEndedSchema,
  callStoredSchema,
  pipelineRecordSchema,
  policyDecisionSchema,
]);

export const activityMessageSchema = z
  .union([known, otherActivitySchema.refine(({ event_type }) => !isKnownType(event_type))])
  .meta({ id: 'ActivityMessage', description: 'A message of the live feed.' });

export const activityTypes = [
  'call.began',
  'policy.event',
  'call.ended',
  'call.stored',
  'luthien.pipeline',
  'luthien.policy_decision',
] as const;

/** A log record of a call (`luthien.` and its type), of which there are several for each thing that happens to it. */
export function isLogRecord({ event_type }: ActivityMessage): boolean {
  return event_type.startsWith('luthien.');
}

function isKnownType(type: string): boolean {
  return activityTypes.some((known) => known === type);
}

/** Whether this version knows the message's kind, and so what its data holds. */
export function isKnownActivity(message: ActivityMessage): message is KnownActivity {
  return isKnownType(message.event_type);
}

/** Event `gap` of the stream: messages are missing here, and why. */
export const activityGapSchema = z
  .object({
    reason: z
      .enum(['restarted', 'too_old', 'redis_away', 'lost', 'not_followed'])
      .describe(
        '`restarted`: another process answers than before; `too_old`: the messages since are no longer kept; `redis_away`: messages of other gateways; `lost`: messages of one other gateway; `not_followed`: nobody followed the feed of other gateways here.',
      ),
    missed: count.nullable().describe('How many messages; null where nobody knows.'),
  })
  .meta({ id: 'ActivityGap' });

/** Event `state` of the stream: whose messages it has. */
export const activityStateSchema = z
  .object({
    shared: z.boolean().describe('True where gateways share their messages over Redis.'),
    connected: z.boolean().describe('False while Redis does not answer: then there are those of this gateway alone.'),
  })
  .meta({ id: 'ActivityState' });

/** Query of `GET /api/v1/activity`. */
export const activityQuerySchema = z.object({
  recent: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('So many messages from before, as far as they are kept; not with `last-event-id`.'),
});

export type ActivityMessage = z.infer<typeof activityMessageSchema>;
export type KnownActivity = z.infer<typeof known>;
export type ActivityGap = z.infer<typeof activityGapSchema>;
export type ActivityState = z.infer<typeof activityStateSchema>;
