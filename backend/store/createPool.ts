import type { Pool } from 'pg';
import type { Log } from '../log';
import { openPool } from './connect/openPool';

export interface PoolOptions {
  connectionString: string;
  log: Log;
  max?: number;
  /** How long a caller waits for a connection. */
  connectTimeoutMs?: number;
  /** A statement that takes longer is cancelled by the server; 0 lets it run. */
  statementTimeoutMs?: number;
  /** After this an answer is not waited for any more: a server that hangs cancels nothing. 0 waits for ever. */
  queryTimeoutMs?: number;
  applicationName?: string;
}

/** A pool that survives the loss of idle connections: `pg` throws those at the process when nobody listens. */
export function createPool(options: PoolOptions): Pool {
  const pool = openPool({
    connectionString: options.connectionString,
    application_name: options.applicationName ?? 'luthien-lens',
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    query_timeout: options.queryTimeoutMs ?? 0,
    keepAlive: true,
  });
  pool.on('error', (error) => {
    if (!pool.ending) options.log.warn({ error: error.message }, 'A database connection was lost.');
  });
  // A connection lost in the middle of a query is also emitted on the client, and unheard that ends the process. The
  // query's own rejection tells whoever waits for it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
