import { performance } from 'node:perf_hooks';
import type { Pool, PoolClient } from 'pg';
import type { Metrics } from './createMetrics';

/** Observes how long each query of a pool has a connection: most are one statement, and have it from beginning to end. */
export function observeQueries(metrics: Pick<Metrics, 'observe'>, name: string, pool: Pool): void {
  const since = new WeakMap<PoolClient, number>();
  pool.on('acquire', (client) => since.set(client, performance.now()));
  pool.on('release', (_error, client) => {
    const begun = since.get(client);
    if (begun === undefined) return;
    since.delete(client);
    metrics.observe('luthien_database_query_duration_seconds', { pool: name }, (performance.now() - begun) / 1000);
  });
}
