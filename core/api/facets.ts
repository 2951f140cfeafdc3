import * as z from 'zod';
import { callQuerySchema } from './calls';

const count = z.number().int().nonnegative();

/** What calls are told apart by. */
export const facetSchema = z.enum([
  'model',
  'provider',
  'operation',
  'status',
  'policy',
  'environment',
  'session',
  'user',
  'call',
]);

/** Query of `GET /api/v1/facets`. */
export const facetQuerySchema = callQuerySchema.pick({ from: true, to: true }).extend({
  of: facetSchema.describe(
    '`policy`: of the calls’ chains. `session` gives without `reveal` those with random ids, `user` needs it.',
  ),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const facetsSchema = z
  .object({
    values: z
      .array(z.object({ value: z.string(), calls: count }))
      .describe('The most frequent first; of `call` the newest.'),
    looked: count.describe('So many calls were looked at, the newest of the time.'),
    complete: z.boolean().describe('They are all of the time.'),
  })
  .meta({ id: 'Facets', description: 'The values that the newest calls have, for somebody to choose from.' });

export type Facet = z.infer<typeof facetSchema>;
export type FacetQuery = z.infer<typeof facetQuerySchema>;
export type Facets = z.infer<typeof facetsSchema>;
