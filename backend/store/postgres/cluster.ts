import { spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../errors';
import { broken, explainFailure, PostgresStartError } from './errors';
import type { Home } from './home';
import { makeUnfinished } from './unfinished';

export const majorVersion = '18';
/** An empty cluster takes 39 MB; below this the first day would fill the disk. */
const neededBytes = 200 * 1024 * 1024;

/** The cluster's folder, made by `initdb` at the first start. `durable: false` skips syncing, for tests. */
export async function prepareCluster(home: Home, binDir: string, password: string, durable: boolean): Promise<string> {
  const clusterDir = path.join(home.dir, majorVersion);
  if (existsSync(clusterDir)) checkCluster(clusterDir);
  else await initCluster(home, binDir, clusterDir, password, durable);
  return clusterDir;
}

function checkCluster(clusterDir: string): void {
  const version = readVersion(clusterDir);
  if (version === majorVersion && existsSync(path.join(clusterDir, 'global', 'pg_control'))) return;
  if (version === null || version === majorVersion) {
    throw broken(clusterDir, version === null ? 'PG_VERSION is missing.' : 'global/pg_control is missing.');
  }
  throw new PostgresStartError(
    'wrong_version',
    `The database files in ${clusterDir} are of PostgreSQL ${version}, this is PostgreSQL ${majorVersion}.`,
    'Start the version that wrote them and export the data, or begin with an empty LENS_DATA_DIR.',
  );
}

function readVersion(clusterDir: string): string | null {
  try {
    return readFileSync(path.join(clusterDir, 'PG_VERSION'), 'utf8').trim() || null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw explainFailure('Reading the database', clusterDir, String(error));
  }
}

/** Builds beside and renames at the end, so that an interrupted first start leaves nothing half made. */
async function initCluster(
  home: Home,
  binDir: string,
  clusterDir: string,
  password: string,
  durable: boolean,
): Promise<void> {
  checkFreeSpace(home.dir);
  const building = makeUnfinished(home.dir, 'cluster');
  const passwordFile = path.join(building, 'password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    own(home, building, passwordFile);
    const args = [
      `--pgdata=${path.join(building, 'cluster')}`,
      '--username=lens',
      `--pwfile=${passwordFile}`,
      '--auth-local=scram-sha-256',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ];
    const { code, output } = await run(path.join(binDir, 'initdb'), args, home);
    if (code !== 0) throw explainFailure('initdb', clusterDir, output);
    renameSync(path.join(building, 'cluster'), clusterDir);
  } catch (error) {
    if (error instanceof PostgresStartError) throw error;
    // ENOTEMPTY: another start was faster; its server will be found running.
    if (codeOf(error) !== 'ENOTEMPTY') throw explainFailure('initdb', clusterDir, String(error));
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function checkFreeSpace(dir: string): void {
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize >= neededBytes) return;
  throw new PostgresStartError(
    'disk_full',
    `The disk of ${dir} has ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left; a new database needs ${neededBytes / 1024 / 1024} MB.`,
    'Free some space there, or move the data folder with LENS_DATA_DIR.',
  );
}

/** Gives files to the account the server runs as. */
export function own({ account }: Home, ...files: string[]): void {
  if (account === null) return;
  for (const file of files) chownSync(file, account.uid, account.gid);
}

/** The server needs nothing of this process's environment, which holds provider keys. */
export const serverEnv = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

function run(file: string, args: string[], { account }: Home): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: '/', env: serverEnv, stdio: ['ignore', 'pipe', 'pipe'], ...account });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-16_384);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
