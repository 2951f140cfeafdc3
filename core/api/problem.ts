import * as z from 'zod';
import { ingestedItemSchema } from './ingestion';

/** RFC 9457 problem details, the error body of every route outside `/v1/*`. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    /** What went wrong this time and what to do about it. */
    detail: z.string(),
    code: z.string(),
    /** For invalid queries: each field with its error. */
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    /** Of ingestion: what became of each call. */
    items: z.array(ingestedItemSchema).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

export type Problem = z.infer<typeof problemSchema>;
