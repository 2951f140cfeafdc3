import * as z from 'zod';
import { callSchema } from './calls';
import { costItemsSchema } from './cost';
import { scoreSchema } from './scores';
import { diffResultSchema, jsonSchema } from './diff';
import { chunkTimesSchema, spanSchema, traceInfoSchema } from './spans';

/** What a policy said about a call. */
export const policyEventSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    policy: z.string(),
    summary: z.string(),
    severity: z.enum(['debug', 'info', 'warning', 'error']),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    phase: z.enum(['request', 'response']),
    /** Milliseconds since the call began. */
    at: z.number().describe('Milliseconds since the call began.'),
  })
  .meta({ id: 'PolicyEvent' });

export const eventsSchema = z
  .object({ callId: z.uuid(), events: z.array(policyEventSchema) })
  .meta({ id: 'PolicyEvents' });

export const headersSchema = z.record(z.string(), z.string()).describe('Allow-listed headers; never a credential.');

export const samplingSchema = z
  .object({
    sampled: z.boolean().describe('The call left traces and logs, where these are sent.'),
    reason: z.enum(['error', 'slow', 'changed', 'caller', 'ratio']).describe('What decided it.'),
  })
  .meta({ id: 'Sampling' });

/** `GET /api/v1/calls/{id}`: the call, the timings of its stream and its spans; bodies come with the diff. */
export const callDetailSchema = z
  .object({
    call: callSchema,
    requestHeaders: headersSchema,
    responseHeaders: headersSchema,
    sampling: samplingSchema.nullable().describe('Null of a call that nobody decided on.'),
    costItems: costItemsSchema,
    scores: z.array(scoreSchema),
    trace: traceInfoSchema,
    spans: z.array(spanSchema),
    upstreamChunks: chunkTimesSchema.nullable(),
    clientChunks: chunkTimesSchema.nullable(),
  })
  .meta({ id: 'CallDetail' });

export type PolicyEventView = z.infer<typeof policyEventSchema>;
export type CallDetail = z.infer<typeof callDetailSchema>;

export const sideViewSchema = z
  .object({
    original: jsonSchema.nullable(),
    final: jsonSchema.nullable(),
    diff: diffResultSchema.nullable(),
    originalRaw: z
      .string()
      .nullable()
      .describe('The exact text, but for ids of user and session, which need `reveal`; null when masked, or binary.'),
    finalRaw: z.string().nullable(),
    rawKind: z.enum(['json', 'sse', 'text', 'binary']).nullable(),
    originalBytes: z.number().int().nullable().describe('Null where it would tell the length of what is masked.'),
    finalBytes: z.number().int(),
    masked: z.boolean().describe('Something in original is masked for this reader.'),
  })
  .meta({ id: 'SideView', description: 'One direction of a call before and after the policies.' });

/** `GET /api/v1/calls/{id}/diff` */
export const callDiffSchema = z
  .object({ callId: z.uuid(), request: sideViewSchema, response: sideViewSchema })
  .meta({ id: 'CallDiff' });

/**
 * One direction of a call as a reader may see it. `original` and `final` are parsed bodies (a stream's is the
 * reconstructed response), null where this direction does not exist, for example the response of an aborted call; without
 * the `reveal` scope what a policy redacted is masked in `original` and in `diff`.
 */
export type SideView = z.infer<typeof sideViewSchema>;
export type CallDiff = z.infer<typeof callDiffSchema>;
