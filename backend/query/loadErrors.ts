import { errorGroupSchema, type ErrorGroup, type ErrorList, type ErrorQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { listErrors } from '../store';

/** `GET /api/v1/errors`: errors that are the same, each once. */
export async function loadErrors(pool: Pool, query: ErrorQuery, now: number): Promise<ErrorList> {
  const groups = await listErrors(pool, query, now);
  return {
    groups: groups.map((group): ErrorGroup =>
      errorGroupSchema.parse({
        ...group,
        firstSeen: group.firstSeen.toISOString(),
        lastSeen: group.lastSeen.toISOString(),
      }),
    ),
  };
}
