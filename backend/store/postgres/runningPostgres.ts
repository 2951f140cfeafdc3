import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../errors';
import { majorVersion } from './cluster';
import { connectionTo } from './connectionTo';
import { PostgresStartError } from './errors';
import { readPidFile } from './running';

/** Whether a data folder has a database of its own, running or not. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(clusterOf(dataDir));
}

/**
 * How to reach the embedded PostgreSQL that runs on a data folder; null when none has said that it does. One that was
 * killed has said so, too: whether it answers is seen by connecting. Throws `no_permission`.
 */
export function runningPostgres(dataDir: string): string | null {
  try {
    const server = readPidFile(clusterOf(dataDir));
    if (server === null || server.socketDir === '') return null;
    const password = readFileSync(path.join(dataDir, 'postgres', 'password'), 'utf8').trim();
    return connectionTo(server.socketDir, password);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (!['EACCES', 'EPERM'].includes(codeOf(error))) throw error;
    throw new PostgresStartError(
      'no_permission',
      `The database in ${path.join(dataDir, 'postgres')} belongs to another user.`,
      'Run this as the user who started Luthien Lens.',
      error,
    );
  }
}

function clusterOf(dataDir: string): string {
  return path.join(dataDir, 'postgres', majorVersion);
}
