import type { Costs, CostsQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { firstCallIdAt } from '../partitions/days';

const keys: Record<CostsQuery['by'], string> = {
  model: 'coalesce(response_model, final_model)',
  provider: 'provider',
  user: 'user_hash',
  session: 'session_id',
};

interface Summed {
  key: string | null;
  calls: string;
  cost: string | null;
  estimated: string | null;
  unknown: string;
  input: string | null;
  output: string | null;
}

/** What the calls of a time cost together, the dearest first. Sums are of decimal fractions, and so exact. */
export async function sumCosts(
  pool: Pool,
  { by, fromMs, toMs, limit }: { by: CostsQuery['by']; fromMs: number; toMs: number; limit: number },
): Promise<Costs['costs']> {
  const { rows } = await pool.query<Summed>(
    `SELECT ${keys[by]} AS key, count(*) AS calls, sum(cost_usd) AS cost,
       sum(cost_usd) FILTER (WHERE cost_basis = 'estimated') AS estimated,
       count(cost_unknown) AS unknown, sum(input_tokens) AS input, sum(output_tokens) AS output
     FROM conversation_calls WHERE call_id >= $1 AND call_id < $2
     GROUP BY 1 ORDER BY cost DESC NULLS LAST, calls DESC, key LIMIT $3`,
    [firstCallIdAt(fromMs), firstCallIdAt(toMs), limit],
  );
  return rows.map(({ key, calls, cost, estimated, unknown, input, output }) => ({
    key,
    calls: Number(calls),
    costUsd: cost === null ? null : Number(cost),
    estimatedUsd: Number(estimated ?? 0),
    unknown: Number(unknown),
    inputTokens: Number(input ?? 0),
    outputTokens: Number(output ?? 0),
  }));
}
