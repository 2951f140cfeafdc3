import { runner } from 'node-pg-migrate';

/**
 * Brings the schema up to date with the numbered SQL files in `dir`. Several processes may start at once: one
 * migrates, the others wait for its advisory lock. All pending files are one transaction.
 */
export async function migrate(connectionString: string, dir: string): Promise<string[]> {
  const done = await runner({
    databaseUrl: connectionString,
    dir,
    direction: 'up',
    migrationsTable: 'schema_migrations',
    advisoryLockMode: 'wait',
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  return done.map(({ name }) => name);
}

function ignore(): void {
  // The library tells every statement, and every error that it throws as well; the caller has the result.
}
