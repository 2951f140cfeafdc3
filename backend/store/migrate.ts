import { runner } from 'node-pg-migrate';
import { connectClient } from './connect/connectClient';

/**
 * Brings the schema up to date with the numbered SQL files in `dir`. Several processes may start at once: one
 * migrates, the others wait for its advisory lock. All pending files are one transaction.
 */
export async function migrate(connectionString: string, dir: string): Promise<string[]> {
  const client = await connectClient(connectionString);
  try {
    const done = await runner({
      dbClient: client,
      dir,
      direction: 'up',
      migrationsTable: 'schema_migrations',
      advisoryLockMode: 'wait',
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    return done.map(({ name }) => name);
  } finally {
    // Of a server that hangs no goodbye is waited for.
    void client.end().catch(() => undefined);
  }
}

function ignore(): void {
  // The library tells every statement, and every error that it throws as well; the caller has the result.
}
