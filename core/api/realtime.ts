import * as z from 'zod';

const share = z.number().min(0).max(1).nullable();

/** `GET /metrics/realtime`. What nobody knows is null, never 0. */
export const realtimeSchema = z
  .object({
    queries_per_second: z.number().nonnegative().describe('Calls that ended within the last minute, a second.'),
    avg_latency_ms: z.number().nonnegative().nullable().describe('Of those of the last five minutes.'),
    p95_latency_ms: z.number().nonnegative().nullable().describe('Likewise; to within three per cent.'),
    error_rate: share.describe('Likewise: calls that the provider failed, or that were answered with 5xx.'),
    hallucination_rate: share.describe(
      'Of the scores named `hallucination` of the last hour those of 0.5 or more; null without any, or without the database.',
    ),
    cache_hit_rate: share.describe(
      'Of the input tokens of calls stored within the last five minutes those that providers read from their caches.',
    ),
  })
  .meta({ id: 'Realtime', description: 'How this gateway does now.' });

export type Realtime = z.infer<typeof realtimeSchema>;
