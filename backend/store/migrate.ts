import { runner } from 'node-pg-migrate';
import type { Log } from './log';

/**
 * Brings the schema up to date with the numbered SQL files in `dir`. Several processes may start at once: one
 * migrates, the others wait for its advisory lock. All pending files are one transaction.
 */
export async function migrate(connectionString: string, dir: string, log: Log): Promise<string[]> {
  const done = await runner({
    databaseUrl: connectionString,
    dir,
    direction: 'up',
    migrationsTable: 'schema_migrations',
    advisoryLockMode: 'wait',
    logger: { debug: ignore, info: ignore, warn: (text) => log.warn(text), error: (text) => log.error(text) },
  });
  return done.map(({ name }) => name);
}

function ignore(): void {
  // The library tells every statement; the caller has the result.
}
