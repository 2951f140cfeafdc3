import * as z from 'zod';
import type { ChunkTimes, Span } from '../waterfall';

const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const spanSchema: z.ZodType<Span> = z
  .object({
    id: z.string(),
    parentId: z.string().nullable(),
    name: z.string(),
    startMs: z.number().describe('Milliseconds since the Unix epoch, with fractions.'),
    durationMs: z.number(),
    status: z.enum(['ok', 'error', 'unset']),
    service: z.string(),
    attributes,
    events: z.array(z.object({ name: z.string(), timeMs: z.number(), attributes })),
  })
  .meta({ id: 'Span' });

const traceAbout = {
  source: z.enum(['record', 'tempo', 'grafana']).describe('The call’s own record, Tempo, or Tempo through Grafana.'),
  told: z.number().int().describe('How many of the spans applications told of, beside their calls.'),
  complete: z.boolean().describe('Every span that the source should have of the call it has.'),
  note: z.string().nullable().describe('For people: why it is not complete, or not from where it should be.'),
};

/** Where a call's spans are from, and where the call stands among them: they may be a whole trace's. */
export const traceInfoSchema = z
  .object({ ...traceAbout, rootId: z.string().describe('The call’s own root span.') })
  .meta({ id: 'TraceInfo' });

/** `GET /metrics/traces/{trace_id}` */
export const traceSchema = z
  .object({ traceId: z.string(), ...traceAbout, spans: z.array(spanSchema) })
  .meta({ id: 'Trace' });

export type TraceInfo = z.infer<typeof traceInfoSchema>;
export type TraceAnswer = z.infer<typeof traceSchema>;

export const chunkTimesSchema: z.ZodType<ChunkTimes> = z
  .object({
    at: z.array(z.number()).describe('Milliseconds since the call began, one a chunk.'),
    bytes: z.array(z.number()).describe('Size of each chunk; empty where the sizes would tell what is masked.'),
  })
  .meta({ id: 'ChunkTimes', description: 'When the chunks of one side of a stream passed.' });
