import type { Costs, CostsQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { mayReveal, type Principal } from '../auth';
import { invalidQuery } from '../http';
import { sumCosts } from '../store';
import { forbiddenFilter } from './forbiddenFilter';

const dayMs = 86_400_000;
const mostDays = 31;

/** `GET /api/v1/costs`: every row of the time is read, so that is bounded. */
export async function loadCosts(pool: Pool, query: CostsQuery, reader: Principal, now: number): Promise<Costs> {
  const { by, limit } = query;
  if ((by === 'user' || by === 'session') && !mayReveal(reader)) throw forbiddenFilter(by);
  const toMs = query.to === undefined ? now : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - dayMs : Date.parse(query.from);
  if (fromMs >= toMs || toMs - fromMs > mostDays * dayMs) {
    throw invalidQuery([{ field: 'from', message: `Give a time before \`to\`, ${mostDays} days at the most.` }]);
  }
  const costs = await sumCosts(pool, { by, limit, fromMs, toMs });
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), costs };
}
