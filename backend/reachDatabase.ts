import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CaptureError, lockSpool } from './capture';
import { messageOf } from './errors';
import type { Log } from './log';
import { checkServer, hasCluster, runningPostgres, startPostgres, type Binaries } from './store';

export interface ReachedDatabase {
  connectionString: string;
  /** Stops what was started for the time. */
  close(): Promise<void>;
}

export interface DatabaseToReach {
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  dataDir: string;
  findBinaries: () => Binaries;
  log: Log;
}

/** There is nothing to look at, or no way to it. The message says why, and what to do. */
export class NoDatabaseError extends Error {
  readonly code = 'no_database';
}

const startPatienceMs = 10_000;
const pollMs = 100;

/**
 * The way to what is stored: the server that `DATABASE_URL` names, the embedded one of the running product, or, where
 * none runs, one that is started for the time. While it runs no product starts on the folder. Throws `NoDatabaseError`
 * or `PostgresStartError`.
 */
export async function reachDatabase(options: DatabaseToReach): Promise<ReachedDatabase> {
  const { databaseUrl, dataDir } = options;
  if (databaseUrl !== null) {
    await reach(databaseUrl);
    return { connectionString: databaseUrl, close: () => Promise.resolve() };
  }
  if (!hasCluster(dataDir)) {
    throw new NoDatabaseError(`There is no database in ${dataDir}. LENS_DATA_DIR names another data folder.`);
  }
  return (await connectToRunning(dataDir)) ?? (await startAlone(options));
}

async function connectToRunning(dataDir: string): Promise<ReachedDatabase | null> {
  const connectionString = runningPostgres(dataDir);
  if (connectionString === null || !(await answers(connectionString))) return null;
  return { connectionString, close: () => Promise.resolve() };
}

async function startAlone(options: DatabaseToReach): Promise<ReachedDatabase> {
  const { dataDir, findBinaries, log } = options;
  let unlock: () => void;
  try {
    unlock = lockSpool(path.join(dataDir, 'spool'));
  } catch (error) {
    if (error instanceof CaptureError && error.code === 'spool_locked') return untilRunning(dataDir, error);
    throw error;
  }
  try {
    const postgres = await startPostgres({ dataDir, binaries: findBinaries(), log });
    const close = async () => {
      await postgres.stop();
      unlock();
    };
    return { connectionString: postgres.connectionString, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A product that is starting holds the spool before its database answers. */
async function untilRunning(dataDir: string, locked: CaptureError): Promise<ReachedDatabase> {
  for (let waited = 0; waited < startPatienceMs; waited += pollMs) {
    const running = await connectToRunning(dataDir);
    if (running !== null) return running;
    await wait(pollMs);
  }
  throw new NoDatabaseError(`The database of ${dataDir} does not answer, and it can’t be started: ${locked.message}`);
}

async function reach(url: string): Promise<void> {
  try {
    await checkServer(url);
  } catch (error) {
    throw new NoDatabaseError(`The database that DATABASE_URL names can’t be used: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function answers(connectionString: string): Promise<boolean> {
  return checkServer(connectionString).then(
    () => true,
    () => false,
  );
}
