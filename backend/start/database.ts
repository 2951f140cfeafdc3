import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors';
import type { Log } from '../log';
import { migrate, startPostgres, type Binaries, type Postgres } from '../store';
import { migrateWhenReachable, refuseOldServer } from './givenDatabase';

export interface Database {
  connectionString: string;
  /** Resolves to true when the schema is up to date, to false when the stop came first. */
  ready: Promise<boolean>;
  /** Stops trying, then whatever still uses the database (`users`), then the embedded server. */
  stop(users: () => Promise<void>): Promise<void>;
}

export interface DatabaseOptions {
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  dataDir: string;
  findBinaries: () => Binaries;
  migrationsDir: string;
  log: Log;
}

const firstRetryMs = 500;
const maxRetryMs = 10_000;
/** A server that hangs may never answer a migration; ended in the middle, it is rolled back. */
const stopPatienceMs = 5_000;

/**
 * The database: a given one, or the embedded PostgreSQL. The embedded one must start or nothing does; a given one may be
 * away: calls then wait in the spool, and the schema is brought up to date once it answers. Throws `PostgresStartError`,
 * and `ServerTooOldError` when the given one is older than PostgreSQL 18.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, migrationsDir, log } = options;
  if (databaseUrl !== null) {
    await refuseOldServer(databaseUrl);
    const ending = new AbortController();
    const migrated = migrateWhenReachable(databaseUrl, migrationsDir, log, ending.signal);
    const ready = Promise.race([migrated, givenUp(ending.signal)]);
    const stop = async (users: () => Promise<void>) => {
      ending.abort();
      await ready;
      await users();
    };
    return { connectionString: databaseUrl, ready, stop };
  }
  const postgres = await keepPostgresRunning(options);
  await migrate(postgres.connectionString, migrationsDir);
  const stop = async (users: () => Promise<void>) => {
    await users();
    await postgres.stop();
  };
  return { connectionString: postgres.connectionString, ready: Promise.resolve(true), stop };
}

function givenUp(ending: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    ending.addEventListener('abort', () => setTimeout(() => resolve(false), stopPatienceMs).unref());
  });
}

/** Starts the embedded PostgreSQL again when it ends unasked, as after the kernel's out-of-memory killer. */
async function keepPostgresRunning(options: DatabaseOptions): Promise<Pick<Postgres, 'connectionString' | 'stop'>> {
  const { dataDir, findBinaries, log } = options;
  const ending = new AbortController();
  let postgres = await startPostgres({ dataDir, binaries: findBinaries(), log });
  const { connectionString, socketDir } = postgres;
  const stopping = () => ending.signal.aborted;

  async function watch(): Promise<void> {
    for (let pause = firstRetryMs; ;) {
      await postgres.exited;
      if (stopping()) return;
      log.error(
        { pause_ms: pause },
        'The embedded PostgreSQL ended unasked and is started again. Calls wait in the spool.',
      );
      await wait(pause, undefined, { signal: ending.signal }).catch(() => undefined);
      if (stopping()) return;
      try {
        postgres = await startPostgres({ dataDir, binaries: findBinaries(), log, socketDir, signal: ending.signal });
        pause = firstRetryMs;
      } catch (error) {
        if (stopping()) return;
        pause = Math.min(2 * pause, maxRetryMs);
        log.error({ error: messageOf(error) }, 'The embedded PostgreSQL did not start.');
      }
      // The stop came in the moment in which it had started, and stopped the one before.
      if (stopping()) await postgres.stop();
    }
  }

  const watching = watch();
  return {
    connectionString,
    async stop() {
      ending.abort();
      await postgres.stop();
      await watching;
    },
  };
}
