import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { silentLog } from '../../log';
import { memoryLog } from '../../testing/memoryLog';
import { until } from '../../testing/until';
import { findBinaries, PostgresStartError, startPostgres, type Postgres, type PostgresOptions } from './index';
import { buildLauncher, launch } from './testing/launchProcess';

const asRoot = process.getuid?.() === 0 ? test : test.skip;
const binaries = findBinaries(path.resolve('package.json'));
let folder: string;
let dataDir: string;
const started: Postgres[] = [];

// Starts are many and real; on a busy machine each takes its time.
jest.setTimeout(300_000);

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lens-launch-'));
  chmodSync(folder, 0o755);
  dataDir = path.join(folder, 'data');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const server = await startPostgres({ dataDir, binaries, log: silentLog, durable: false, ...options });
  started.push(server);
  return server;
}

async function startError(): Promise<PostgresStartError> {
  try {
    await start();
  } catch (error) {
    if (error instanceof PostgresStartError) return error;
    throw error;
  }
  throw new Error('It started.');
}

async function ask(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

const cluster = (...parts: string[]): string => path.join(dataDir, 'postgres', '18', ...parts);

describe('a start', () => {
  test('gives a PostgreSQL 18 in a fresh folder, and the next one finds its data', async () => {
    const first = await start();
    await ask(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await ask(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(await ask(second.connectionString, 'SHOW server_version_num')).toMatchObject([
      { server_version_num: expect.stringMatching(/^18/) as string },
    ]);
  });

  test('listens on a socket that only its account can reach, and asks for a password there', async () => {
    const { connectionString } = await start();
    const socket = new URL(connectionString).searchParams.get('host') ?? '';
    expect(statSync(socket).mode & 0o777).toBe(0o700);
    expect(await ask(connectionString, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    const wrong = connectionString.replace(/lens:[0-9a-f]+@/, 'lens:wrong@');
    await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(path.join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
  });

  test('removes what a first start that was ended left unfinished, and nothing that is not its own', async () => {
    const ended = spawnSync('true').pid;
    const [left, other] = [`unfinished-cluster-${ended}-a1B2c3`, 'unfinished-notes'];
    for (const name of [left, other]) mkdirSync(path.join(dataDir, 'postgres', name), { recursive: true });
    writeFileSync(path.join(dataDir, 'postgres', 'password'), '');
    await start();
    const names = readdirSync(path.join(dataDir, 'postgres'));
    expect(names).toContain(other);
    expect(names.filter((name) => name.startsWith('unfinished-'))).toEqual([other]);
  });

  test('sorts by code point and knows all of Unicode, whatever the machine is set to', async () => {
    const { connectionString } = await start();
    const [row] = await ask(
      connectionString,
      "SELECT datlocprovider, datlocale, lower('ÄÖ') AS lower FROM pg_database WHERE datname = 'lens'",
    );
    expect(row).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8', lower: 'äö' });
  });

  test('is not reached by another way for what the environment says of other servers', async () => {
    const others = { PGPORT: '1', PGSSLMODE: 'require', PGOPTIONS: '-c statement_timeout=1', PGUSER: 'nobody' };
    jest.replaceProperty(process, 'env', { ...process.env, ...others, PGHOST: '/nowhere', PGDATABASE: 'none' });
    try {
      const { connectionString } = await start();
      expect(await ask(connectionString, 'SHOW statement_timeout')).toEqual([{ statement_timeout: '0' }]);
    } finally {
      jest.restoreAllMocks();
    }
  });

  test('works in a folder whose path is too long for a socket, and cleans up after itself', async () => {
    dataDir = path.join(folder, 'long'.repeat(30));
    const server = await start();
    const socket = new URL(server.connectionString).searchParams.get('host') ?? '';
    expect(socket.length).toBeLessThan(80);
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(socket)).toBe(false);
  });

  test('keeps what people wrote out of the log', async () => {
    const log = memoryLog();
    const { connectionString } = await start({ log });
    await expect(ask(connectionString, "INSERT INTO pg_class VALUES ('secret')")).rejects.toThrow();
    await expect(ask(connectionString, "SELECT 'secret'::int")).rejects.toThrow();
    const bad = 'CREATE TABLE t (a int CHECK (a > 0), b text); INSERT INTO t VALUES (-1, $$secret$$)';
    await expect(ask(connectionString, bad)).rejects.toMatchObject({ code: '23514' });
    const violations = () => log.lines.filter(({ message }) => message.includes('check constraint'));
    const [violation] = await until(() => violations().length > 0 && violations());
    expect(violation?.message).not.toContain('secret');
    expect(log.text()).not.toMatch(/INSERT|secret/);
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'PostgreSQL: a value was refused',
      fields: { code: '22P02' },
    });
  });

  test('tells when the server ends by itself', async () => {
    const server = await start();
    const [row] = await ask(
      server.connectionString,
      "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid",
    );
    const { pid } = row as { pid: number };
    process.kill(pid, 'SIGQUIT');
    await server.exited;
    await expect(ask(server.connectionString, 'SELECT 1')).rejects.toThrow();
  });
});

describe('started by root', () => {
  asRoot('the server runs as an unprivileged user who owns its files', async () => {
    const { connectionString } = await start();
    expect(statSync(cluster()).uid).toBe(65534);
    const [row] = await ask(connectionString, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid");
    const { pid } = row as { pid: string };
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s+65534/m);
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toMatch(/HOME|NODE|KEY/);
  });

  asRoot('in a closed folder it uses another one, links to it, says so, and finds it again', async () => {
    chmodSync(folder, 0o700);
    const open = mkdtempSync(path.join(os.tmpdir(), 'lens-open-'));
    chmodSync(open, 0o755);
    const log = memoryLog();
    const first = await start({ fallbackRoots: [path.join(open, 'lens')], log });
    expect(first.homeDir.startsWith(realpathSync(open))).toBe(true);
    expect(lstatSync(path.join(dataDir, 'postgres')).isSymbolicLink()).toBe(true);
    expect(log.text()).toContain(`can't enter ${folder}`);
    await ask(first.connectionString, 'CREATE TABLE kept ()');
    await first.stop();
    const second = await start({ fallbackRoots: ['/nowhere'] });
    expect(await ask(second.connectionString, 'SELECT count(*)::int FROM kept')).toEqual([{ count: 0 }]);
    await second.stop();
    rmSync(open, { recursive: true });
  });

  asRoot('in a closed folder with no other place it says what to do', async () => {
    chmodSync(folder, 0o700);
    const error = await startPostgres({
      dataDir,
      binaries,
      log: silentLog,
      fallbackRoots: [path.join(binaries.packageDir, 'package.json', 'below-a-file')],
    }).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'data_dir_unreachable',
      remedy: expect.stringContaining('LENS_DATA_DIR') as string,
    });
  });

  asRoot('binaries in a closed folder are copied beside the data', async () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const { packageDir, version } = binaries;
    cpSync(packageDir, path.join(closed, 'package'), { recursive: true, verbatimSymlinks: true });
    const server = await start({ binaries: { packageDir: path.join(closed, 'package'), version } });
    expect(existsSync(path.join(dataDir, 'postgres', `binaries-${version}`, 'bin', 'postgres'))).toBe(true);
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  asRoot("files of an earlier start as a user stay that user's", async () => {
    const launcher = buildLauncher(folder);
    mkdirSync(dataDir);
    chownSync(dataDir, 65534, 65534);
    const first = await launch(launcher, dataDir, 65534);
    expect(first.connectionString).toBeDefined();
    first.process.kill('SIGKILL');
    await start();
    expect(statSync(cluster()).uid).toBe(65534);
  });
});

describe('what is in the way', () => {
  test('another process that uses the folder', async () => {
    const first = await start();
    const error = await startError();
    expect(error).toMatchObject({ code: 'data_dir_in_use' });
    expect(error.message).toBe(`Another process uses the database in ${cluster()}.`);
    expect(await ask(first.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('a pid file whose number belongs to some other process by now', async () => {
    await (await start()).stop();
    writeFileSync(cluster('postmaster.pid'), `${process.pid}\n${cluster()}\n0\n5432\n\n\n\nready\n`);
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.each<[string, () => void, string]>([
    ['damaged files', () => rmSync(cluster('global', 'pg_control')), 'data_dir_broken'],
    ['files of another version', () => writeFileSync(cluster('PG_VERSION'), '17\n'), 'wrong_version'],
    ['no version at all', () => rmSync(cluster('PG_VERSION')), 'data_dir_broken'],
    ['a lost password', () => rmSync(path.join(dataDir, 'postgres', 'password')), 'data_dir_broken'],
    ['an empty password', () => writeFileSync(path.join(dataDir, 'postgres', 'password'), ''), 'data_dir_broken'],
    ['a lost log', () => rmSync(cluster('pg_wal'), { recursive: true }), 'data_dir_broken'],
    ['a wrong password', () => writeFileSync(path.join(dataDir, 'postgres', 'password'), 'wrong'), 'no_permission'],
    [
      'a damaged control file',
      () => writeFileSync(cluster('global', 'pg_control'), 'x'.repeat(8192)),
      'data_dir_broken',
    ],
  ])('%s are told, and nothing is changed', async (_name, damage, code) => {
    await (await start()).stop();
    damage();
    const error = await startError();
    expect(error.code).toBe(code);
    expect(error.remedy).not.toBe('');
  });

  asRoot("a folder that is another user's", async () => {
    await (await start()).stop();
    const { code } = await launch(buildLauncher(folder), dataDir, 65533);
    expect(code).toBe('no_permission');
  });

  test('a file where the folder should be', async () => {
    writeFileSync(dataDir, '');
    expect((await startError()).code).toBe('data_dir_broken');
  });

  test('a platform without binaries', () => {
    let thrown: unknown;
    try {
      findBinaries(path.resolve('package.json'), 'sunos-sparc');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      code: 'unsupported_platform',
      remedy: expect.stringContaining('DATABASE_URL') as string,
    });
  });
});

describe('when Lens is killed', () => {
  async function untilGone(connectionString: string): Promise<void> {
    for (;;) {
      const isGone = await ask(connectionString, 'SELECT 1').then(
        () => false,
        (error: unknown) => !isStopping(error),
      );
      if (isGone) return;
      await sleep(50);
    }
  }
  const isStopping = (error: unknown): boolean =>
    typeof error === 'object' && error !== null && 'code' in error && error.code === '57P03';

  test('the server stops by itself, cleanly, and the next start has the data', async () => {
    const { process: lens, connectionString = '' } = await launch(buildLauncher(folder), dataDir);
    await ask(connectionString, 'CREATE TABLE kept ()');
    lens.kill('SIGKILL');
    await untilGone(connectionString);
    // The socket closes some moments before the last file is written.
    await until(() => !existsSync(cluster('postmaster.pid')));
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT count(*)::int FROM kept')).toEqual([{ count: 0 }]);
  });

  test('and started again at once, the start waits for the old server to end', async () => {
    const { process: lens } = await launch(buildLauncher(folder), dataDir);
    lens.kill('SIGKILL');
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('with the shell that watches the server, the next start stops the orphan', async () => {
    const { process: lens, connectionString = '' } = await launch(buildLauncher(folder), dataDir);
    const [row] = await ask(connectionString, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid");
    const { pid } = row as { pid: string };
    const shell = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
    const watcher = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8')
      .split(' ')
      .filter((child) => child !== '' && child !== pid);
    const ended = once(lens, 'exit');
    for (const victim of [...watcher.map(Number), shell, lens.pid ?? 0]) process.kill(victim, 'SIGKILL');
    await ended;
    await until(() => !existsSync(`/proc/${shell}`));
    expect(await ask(connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
