import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../../log';
import { prepareBinaries, type Binaries } from './binaries';
import { majorVersion, prepareCluster } from './cluster';
import { explainFailure, PostgresStartError } from './errors';
import { prepareHome } from './home';
import { connectionTo } from './connectionTo';
import { ensureDatabase, waitUntilReady } from './ready';
import { clearStaleServer } from './running';
import { runServer } from './server';
import { prepareSocketDir } from './socketDir';
import { removeUnfinished } from './unfinished';

export interface PostgresOptions {
  dataDir: string;
  /** `findBinaries(file)`. */
  binaries: Binaries;
  log: Log;
  /** False trades the data's safety for speed: for tests only. */
  durable?: boolean;
  /** Used as root when the data folder can't be entered by an unprivileged user; the first that can be is taken. */
  fallbackRoots?: string[];
  /** Of a server on the same folder that ended unasked, so that its connection string stays good. */
  socketDir?: string;
  /** Nobody waits for it any more: the server is stopped, and the start fails. */
  signal?: AbortSignal;
}

export interface Postgres {
  /** For `pg`; holds the password, so never log it. */
  connectionString: string;
  /** Where the files are: usually `<dataDir>/postgres`. */
  homeDir: string;
  socketDir: string;
  /** Resolves when the server has ended, by `stop` or by itself. */
  exited: Promise<void>;
  /** Fast shutdown; resolves when the server is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL in `<dataDir>/postgres`. It listens on a Unix socket only, in a folder that only its
 * account may enter, and asks for a password: as root the server runs as `nobody`, and other services do too.
 * It stops with this process, even after SIGKILL. Throws `PostgresStartError`.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { log, durable = true, signal } = options;
  const dataDir = path.resolve(options.dataDir);
  const home = prepareHome(dataDir, process.getuid?.() ?? 1, log, options.fallbackRoots);
  removeUnfinished(home.dir);
  const binDir = path.join(prepareBinaries(options.binaries, home.dir, home.account?.uid ?? null), 'bin');
  const password = keptPassword(home.dir);
  const clusterDir = await prepareCluster(home, binDir, password, durable);
  const socket = prepareSocketDir(home, options.socketDir);
  await clearStaleServer(clusterDir, socket.dir);
  signal?.throwIfAborted();

  const server = runServer(home, binDir, clusterDir, settings(socket.dir, durable), log);
  const stop = async () => {
    await server.stop();
    if (socket.temporary) rmSync(socket.dir, { recursive: true, force: true });
  };
  const connection = (database: string): string => connectionTo(socket.dir, password, database);
  const giveUp = () => void server.stop();
  signal?.addEventListener('abort', giveUp);
  try {
    await waitUntilReady(server, connection('postgres'), clusterDir);
    await ensureDatabase(connection('postgres'));
  } catch (error) {
    await stop();
    if (error instanceof PostgresStartError) throw error;
    throw explainFailure('PostgreSQL', clusterDir, `${server.output()}\n${String(error)}`);
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
  return {
    connectionString: connection('lens'),
    homeDir: home.dir,
    socketDir: socket.dir,
    exited: server.exited.then(() => undefined),
    stop,
  };
}

function keptPassword(homeDir: string): string {
  const file = path.join(homeDir, 'password');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept !== '') return kept;
  if (existsSync(path.join(homeDir, majorVersion))) {
    throw new PostgresStartError(
      'data_dir_broken',
      `The file ${file} with the embedded database's password is missing or empty.`,
      'Restore it from the backup that the database came from.',
    );
  }
  const password = randomBytes(24).toString('hex');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function settings(socketDir: string, durable: boolean): string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories=${socketDir}`,
    'unix_socket_permissions=0700',
    'max_connections=50',
    'shared_buffers=128MB',
    // One server, no replicas: the log is for crash recovery only.
    'wal_level=minimal',
    'max_wal_senders=0',
    'wal_compression=pglz',
    'max_wal_size=1GB',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    // Statements and row details hold people's texts; they stay out of the log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_statement=none',
    'log_line_prefix=%m [%p] %e ',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
}
