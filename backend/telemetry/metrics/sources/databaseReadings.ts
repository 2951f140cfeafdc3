import type { Pool } from 'pg';
import type { Readings } from '../readings';

/** @param pools of this process, by what they are for */
export function databaseReadings(pools: Readonly<Record<string, Pool>>): Readings {
  const known = Object.entries(pools);
  return {
    luthien_database_connections: known.flatMap(([pool, { totalCount, idleCount }]) => [
      { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
      { labels: { pool, state: 'idle' }, value: idleCount },
    ]),
    luthien_database_max_connections: known.map(([pool, { options }]) => ({ labels: { pool }, value: options.max })),
    luthien_database_waiting_queries: known.map(([pool, { waitingCount }]) => ({
      labels: { pool },
      value: waitingCount,
    })),
  };
}
