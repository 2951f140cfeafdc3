import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { silentLog } from '../../log';
import { createPool, type PoolOptions } from '../createPool';
import { migrate } from '../migrate';
import { findBinaries, startPostgres } from '../postgres';

export interface TestDatabase {
  connectionString: string;
  pool: Pool;
  stop(): Promise<void>;
}

export const migrationsDir = path.resolve('backend/store/migrations');

/** An embedded database with the schema, for one test file. It trades the safety of its data for speed. */
export async function startTestDatabase(options: Pick<PoolOptions, 'statementTimeoutMs'> = {}): Promise<TestDatabase> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-test-db-'));
  const server = await startPostgres({
    dataDir,
    binaries: findBinaries(path.resolve('package.json')),
    log: silentLog,
    durable: false,
  });
  await migrate(server.connectionString, migrationsDir);
  // On a busy machine a connection may take longer to come than it may in production.
  const connectTimeoutMs = 120_000;
  const pool = createPool({ connectionString: server.connectionString, log: silentLog, connectTimeoutMs, ...options });
  return {
    connectionString: server.connectionString,
    pool,
    stop: async () => {
      await pool.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
