import type { FacetQuery, Facets } from '@lens/core/api';
import type { Pool } from 'pg';
import { mayReveal, type Principal } from '../auth';
import { countFacets } from '../store';
import { forbiddenFilter } from './forbiddenFilter';

/** `GET /api/v1/facets`: what somebody may choose from. */
export async function loadFacets(pool: Pool, query: FacetQuery, reader: Principal): Promise<Facets> {
  const revealed = mayReveal(reader);
  if (query.of === 'user' && !revealed) throw forbiddenFilter('user');
  return countFacets(pool, query, { guessableSessions: revealed });
}
