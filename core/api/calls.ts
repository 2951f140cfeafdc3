import * as z from 'zod';

/** Schemas of the calls API: the one contract of backend, viewer, plugin and the OpenAPI document. */

export const callStatusSchema = z
  .enum(['complete', 'provider_error', 'upstream_failed', 'cut', 'aborted', 'blocked', 'rejected', 'interrupted'])
  .meta({ id: 'CallStatus' });

const count = z.number().int().nonnegative();

export const usageSchema = z
  .object({
    inputTokens: count.nullable(),
    outputTokens: count.nullable(),
    cacheReadTokens: count.nullable(),
    cacheWriteTokens: count.nullable(),
    cacheWrite5mTokens: count.nullable().describe('Of the cache writes those kept for five minutes.'),
    cacheWrite1hTokens: count.nullable().describe('Of the cache writes those kept for an hour.'),
    reasoningTokens: count.nullable(),
    serviceTier: z.string().nullable().describe('The tier that was billed, in the provider’s word.'),
  })
  .meta({
    id: 'Usage',
    description: 'As the provider billed it; null where it did not say. Input includes cached tokens.',
  });

export const sideChangeSchema = z
  .object({
    changed: z.boolean(),
    changes: count,
    summary: z.string().nullable(),
  })
  .meta({ id: 'SideChange' });

/** A call as lists show it. */
export const callSchema = z
  .object({
    callId: z.uuid(),
    startedAt: z.iso.datetime({ precision: 3 }),
    source: z
      .enum(['gateway', 'events', 'otlp'])
      .describe('How the call came on record: made by this gateway, or told by whoever made it (docs/ingestion.md).'),
    sourceName: z
      .string()
      .nullable()
      .describe('What who told of the call calls itself; null of a call of this gateway.'),
    environment: z.string().nullable().describe('Where the gateway ran, as `ENVIRONMENT` names it.'),
    coldStart: z.boolean().describe('The gateway’s process had only just started.'),
    traceId: z.string(),
    provider: z.string(),
    upstream: z.string(),
    api: z.enum(['openai', 'anthropic']),
    operation: z.enum(['chat_completions', 'messages', 'passthrough']),
    method: z.string(),
    endpoint: z.string(),
    requestedModel: z.string().nullable(),
    finalModel: z.string().nullable(),
    stream: z.boolean(),
    captureMode: z
      .enum(['full', 'masked', 'metadata', 'off'])
      .describe('How much of the call was kept: see docs/privacy.md.'),
    status: callStatusSchema,
    errorType: z.string().nullable(),
    errorMessage: z.string().nullable(),
    httpStatus: z.number().int().nullable(),
    upstreamStatus: z.number().int().nullable(),
    finishReason: z.string().nullable(),
    policies: z.array(z.string()),
    changedBy: z.array(z.string()),
    request: sideChangeSchema,
    response: sideChangeSchema,
    policyEvents: count,
    usage: usageSchema,
    responseModel: z.string().nullable().describe('The model that answered, in the provider’s word.'),
    costUsd: z
      .number()
      .nonnegative()
      .nullable()
      .describe('US dollars; null for a call that nobody bills, and where the cost is not known.'),
    costBasis: z
      .enum(['exact', 'estimated'])
      .nullable()
      .describe('Of what the provider told at the end, or estimated of what was sent and came.'),
    costUnknown: z
      .enum(['model', 'tier', 'price', 'usage'])
      .nullable()
      .describe(
        'Why the cost is not known: the price table does not have the model, the service tier or a price of a class of tokens, or the provider did not tell the tokens.',
      ),
    priceTable: z.string().nullable().describe('Version of the price table.'),
    durationMs: z.number().nullable(),
    firstByteMs: z.number().nullable(),
    firstTokenMs: z.number().nullable(),
    requestBytes: count.describe('As it was sent on; rounded up to KiB for readers without `reveal`.'),
    responseBytes: count.nullable().describe('As the client was sent it; rounded as `requestBytes` is.'),
    sessionId: z
      .string()
      .nullable()
      .describe('Keyed hash; null for readers without `reveal` where the id could be guessed.'),
    userHash: z.string().nullable().describe('Keyed hash; null for readers without `reveal`.'),
    retryCount: count
      .nullable()
      .describe('Which try of its request the call is, as its client said: 0 is the first; null where it did not say.'),
    parentCallId: z.string().nullable(),
    providerRequestId: z.string().nullable(),
  })
  .meta({ id: 'Call' });

export const callPageSchema = z
  .object({
    calls: z.array(callSchema),
    next: z
      .string()
      .nullable()
      .describe(
        'Pass as `before`, or as `after` when the oldest come first, for the next page, which there may be of one that is not full, too, where words are searched for; null on the last one.',
      ),
  })
  .meta({ id: 'CallPage' });

export const changedFilterSchema = z.enum(['any', 'request', 'response', 'none']);

/** Endings that are asked for together, as objectives and alerts count them. */
export const statusGroups = {
  failed: ['provider_error', 'upstream_failed', 'cut'],
  unsuccessful: ['provider_error', 'upstream_failed', 'cut', 'aborted', 'rejected', 'interrupted'],
} as const satisfies Record<string, readonly z.infer<typeof callStatusSchema>[]>;

const statusFilterSchema = z
  .enum([...callStatusSchema.options, 'failed', 'unsuccessful'])
  .describe(
    'An ending, or several: `failed` on the side of the provider, `unsuccessful` is neither complete nor blocked.',
  );

/** By the time in their ids, the one order that an index serves with every filter. */
export const callOrderSchema = z.enum(['newest', 'oldest']);

/** Query of `GET /api/v1/calls`. Filters are and-ed; every one may be left out. */
export const callQuerySchema = z.object({
  model: z.string().max(200).optional().describe('As it was requested or asked for; `*` stands for anything.'),
  provider: z.string().max(200).optional(),
  status: statusFilterSchema.optional(),
  operation: z.enum(['chat_completions', 'messages', 'passthrough']).optional(),
  source: z.enum(['gateway', 'events', 'otlp']).optional().describe('How the calls came on record.'),
  /** Name of a policy in the call's chain that changed something. */
  policy: z.string().max(200).optional().describe('A policy that changed something in the call.'),
  changed: changedFilterSchema.optional(),
  stream: z.stringbool().optional(),
  environment: z.string().max(200).optional().describe('Where the gateway ran.'),
  cold: z.stringbool().optional().describe('Calls right after the start of the gateway’s process, or all others.'),
  session: z.string().max(200).optional(),
  user: z.string().max(200).optional().describe('Needs `reveal`.'),
  /** Words of the final bodies, or an exact call, trace or provider request id. */
  text: z
    .string()
    .max(500)
    .optional()
    .describe('Words (or their beginnings) of the final bodies, or an exact call, trace or provider request id.'),
  slower: z.coerce.number().nonnegative().optional().describe('Calls that took so many milliseconds or more.'),
  dearer: z.coerce.number().nonnegative().optional().describe('Calls that cost so many US dollars or more.'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  order: callOrderSchema.optional().describe('Which calls come first: the newest when left out.'),
  before: z.uuid().optional().describe('Calls older than this one: those nearest to it, in the order of the list.'),
  after: z.uuid().optional().describe('Calls newer than this one: those nearest to it, in the order of the list.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type Call = z.infer<typeof callSchema>;
export type CallOrder = z.infer<typeof callOrderSchema>;
export type CallPage = z.infer<typeof callPageSchema>;
export type CallQuery = z.infer<typeof callQuerySchema>;
