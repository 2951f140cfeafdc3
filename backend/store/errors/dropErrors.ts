import type { Pool } from 'pg';
import type { RetentionOptions } from '../partitions/dropExpired';

/** More groups than people look at: of words that callers make providers say there could be any number. */
const mostGroups = 5_000;

/** Forgets how often errors were seen before the retention, groups that were not seen since, and the oldest of too many. */
export async function dropErrors(pool: Pool, { retentionDays, now }: RetentionOptions): Promise<number> {
  const cutoff = new Date(now - retentionDays * 86_400_000);
  await pool.query('DELETE FROM error_counts WHERE hour < $1', [cutoff]);
  const { rowCount } = await pool.query(
    `DELETE FROM error_groups WHERE last_seen < $1 OR fingerprint IN
       (SELECT fingerprint FROM error_groups ORDER BY last_seen DESC, fingerprint OFFSET $2)`,
    [cutoff, mostGroups],
  );
  return rowCount ?? 0;
}
