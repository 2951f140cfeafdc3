import * as z from 'zod';

/** Query of `GET /api/v1/costs`. */
export const costsQuerySchema = z.object({
  by: z
    .enum(['model', 'provider', 'user', 'session'])
    .default('model')
    .describe('`model` is the one that answered. `user` and `session` need `reveal`.'),
  from: z.iso.datetime({ offset: true }).optional().describe('A day ago when left out.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Now when left out; at most 31 days behind `from`.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

const count = z.number().int().nonnegative();

export const costsSchema = z
  .object({
    from: z.iso.datetime({ precision: 3 }),
    to: z.iso.datetime({ precision: 3 }),
    costs: z
      .array(
        z.object({
          key: z.string().nullable().describe('Null: of calls that have none.'),
          calls: count,
          costUsd: z.number().nonnegative().nullable().describe('Of those whose cost is known; null of none.'),
          estimatedUsd: z.number().nonnegative().describe('The part of it that is estimated.'),
          unknown: count.describe('Calls whose cost is not known: they are not in the sum.'),
          inputTokens: count,
          outputTokens: count,
        }),
      )
      .describe('The dearest first.'),
  })
  .meta({ id: 'Costs', description: 'What calls cost together.' });

export type CostsQuery = z.infer<typeof costsQuerySchema>;
export type Costs = z.infer<typeof costsSchema>;
