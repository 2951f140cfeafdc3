import * as z from 'zod';
import { isObject, type Json, type JsonObject } from '../json';
import { callStatusSchema } from './calls';
import { policyEventSchema } from './detail';

/** A name as programs have them; it ends up in lists, labels and addresses. */
const name = z.string().regex(/^[\w.:@/ -]{1,100}$/, 'Give 1 to 100 letters, digits, spaces or any of _ . : @ / -');
const id = z.string().min(1).max(256);
const ms = z.number().min(0).max(31_536_000_000);
const count = z.number().int().nonnegative();

/** As it was read, with nothing copied or left out. */
const bodySchema = z
  .custom<JsonObject | Json[] | string>(
    (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
    {
      error: 'Give a JSON object, a list, or a text.',
    },
  )
  .describe('A JSON object or list; or a text, for any other body, and for JSON whose exact bytes matter.');

const eventDataSchema = z.custom<JsonObject>((value) => isObject(value), { error: 'Give a JSON object.' });

const stepSchema = z
  .strictObject({
    policy: name,
    redacts: z
      .boolean()
      .default(true)
      .describe('It takes out secrets: readers without `reveal` see none of what it changed. True when left out.'),
    body: bodySchema.optional().describe('The whole body behind it; of the last one it may be left out.'),
  })
  .describe('What one policy made of a body.');

const steps = z
  .array(stepSchema)
  .max(50)
  .optional()
  .describe(
    'The policies that changed it, in order. Without them nobody knows what was secret: readers without `reveal` see nothing of an original that differs from its final.',
  );

const headers = z.record(z.string().max(100), z.string().max(4096)).optional();

const chunkSchema = z.strictObject({
  atMs: ms.describe('Milliseconds since the call began.'),
  text: z.string().optional().describe('As it was on the wire.'),
  data: eventDataSchema.optional().describe('One event, as SDKs give it.'),
});

const chunks = z.array(chunkSchema).max(100_000);

const requestSchema = z.strictObject({
  original: bodySchema.describe('As the gateway or SDK was given it.'),
  final: bodySchema.optional().describe('As the provider was sent it; left out where that is the same.'),
  steps,
  headers,
});

const responseSchema = z.strictObject({
  original: bodySchema.optional().describe('As the provider sent it. Of a stream either this, rebuilt, or `chunks`.'),
  final: bodySchema.optional().describe('As the client was sent it; left out where that is the same.'),
  steps,
  headers,
  chunks: z
    .strictObject({
      original: chunks.describe('As the provider sent them.'),
      final: chunks.optional().describe('As the client was sent them, where these were others.'),
    })
    .optional(),
});

const ingestedUsageSchema = z.strictObject({
  inputTokens: count.optional().describe('Cached tokens included.'),
  outputTokens: count.optional().describe('Reasoning included.'),
  cacheReadTokens: count.optional(),
  cacheWriteTokens: count.optional(),
  reasoningTokens: count.optional(),
});

const ingestedEventSchema = z.strictObject({
  policy: name,
  type: z.string().regex(/^[A-Za-z_][\w.:-]{0,99}$/),
  summary: z.string().max(1000).default(''),
  severity: policyEventSchema.shape.severity.default('info'),
  details: policyEventSchema.shape.details.default({}),
  phase: policyEventSchema.shape.phase.default('request'),
  atMs: ms.default(0),
});

/** A call that another gateway or SDK made, as `POST /api/v1/events` takes it. */
export const ingestedCallSchema = z
  .strictObject({
    id: id.describe(
      'Whatever names the call where it was made. The same token, id and `startedAt` are the same call: it is on record once, however often it is sent.',
    ),
    source: name.describe('What made it, as in `litellm`.'),
    startedAt: z.iso.datetime({ offset: true }),
    durationMs: ms.optional(),
    provider: name.describe('As in `openai`: by it and the model a call is priced.'),
    operation: z
      .enum(['chat_completions', 'messages', 'responses', 'completions', 'embeddings', 'other'])
      .describe('The API of the call: the bodies are in its form.'),
    model: id.optional().describe('What the client asked for; left out, the one in the body.'),
    finalModel: id.optional().describe('What the provider was asked for, where that is another.'),
    stream: z.boolean().optional(),
    status: callStatusSchema
      .exclude(['interrupted'])
      .optional()
      .describe(
        'Left out, `complete`; with an `error` or a status of 400 or more `provider_error`, or `rejected` where the provider’s was less.',
      ),
    error: z
      .strictObject({ type: z.string().max(100).optional(), message: z.string().max(4096).optional() })
      .optional(),
    httpStatus: z.number().int().min(100).max(599).optional().describe('What the client was sent.'),
    upstreamStatus: z.number().int().min(100).max(599).optional().describe('What the provider sent.'),
    userId: id.optional().describe('Stored as a keyed hash, as is `sessionId`.'),
    sessionId: id.optional(),
    traceId: z
      .string()
      .regex(/^(?!0+$)[0-9a-f]{32}$/)
      .optional(),
    parentSpanId: z
      .string()
      .regex(/^(?!0+$)[0-9a-f]{16}$/)
      .optional()
      .describe('The span of that trace below which the call stands.'),
    policies: z.array(name).max(50).optional().describe('All that the call went through, in order.'),
    request: requestSchema,
    response: responseSchema.optional(),
    usage: ingestedUsageSchema.optional().describe('Where the response does not tell it.'),
    responseModel: id.optional(),
    finishReason: z.string().max(100).optional(),
    firstTokenMs: ms.optional(),
    providerCall: z
      .strictObject({ startMs: ms, endMs: ms })
      .optional()
      .describe('When the provider was asked and had answered, in milliseconds since the call began.'),
    events: z.array(ingestedEventSchema).max(200).optional().describe('What policies said of it.'),
    capture: z.enum(['masked', 'metadata', 'off']).optional().describe('To have less of it kept than is configured.'),
  })
  .meta({ id: 'IngestedCall', description: 'A call that another gateway or SDK made.' });

/** What `POST /api/v1/events` takes: one, several, or one a line (`application/x-ndjson`). */
export const ingestedCallsSchema = z
  .union([ingestedCallSchema, z.array(ingestedCallSchema)])
  .meta({ id: 'IngestedCalls' });

export const ingestedItemSchema = z.object({
  index: count.describe('Its place in what was sent, from 0.'),
  id: z.string().nullable(),
  status: z.enum(['accepted', 'duplicate', 'refused']),
  callId: z.uuid().nullable().describe('Of the call here; null where it was refused.'),
  code: z.string().optional().describe('Why it was refused.'),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** What became of each. Those that are accepted are kept. */
export const ingestionResultSchema = z
  .object({ accepted: count, duplicates: count, refused: count, items: z.array(ingestedItemSchema) })
  .meta({ id: 'IngestionResult' });

export type IngestedCall = z.output<typeof ingestedCallSchema>;
export type IngestedItem = z.infer<typeof ingestedItemSchema>;
export type IngestionResult = z.infer<typeof ingestionResultSchema>;
