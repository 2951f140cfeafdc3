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

export const chunkTimesSchema: z.ZodType<ChunkTimes> = z
  .object({
    at: z.array(z.number()).describe('Milliseconds since the call began, one a chunk.'),
    bytes: z.array(z.number()).describe('Size of each chunk; empty where the sizes would tell what is masked.'),
  })
  .meta({ id: 'ChunkTimes', description: 'When the chunks of one side of a stream passed.' });
