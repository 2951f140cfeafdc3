import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createPool, findBinaries } from '../store';
import { readPidFile } from '../store/postgres/running';
import { migrationsDir } from '../store/testing/testDatabase';
import { memoryLog } from '../testing/memoryLog';
import { until } from '../testing/until';
import { openDatabase } from './database';
import { startupProblem } from './startupProblem';
import { startOldServer } from './testing/oldServer';

jest.setTimeout(300_000);

const log = memoryLog();
let folder: string;

beforeEach(() => {
  log.lines.length = 0;
  folder = mkdtempSync(path.join(os.tmpdir(), 'lens-database-'));
  chmodSync(folder, 0o755);
});
/** What a test has opened is closed where it fails, too: what goes on would keep the run. */
const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(dataDir: string, databaseUrl: string | null = null) {
  const database = await openDatabase({
    databaseUrl,
    dataDir,
    findBinaries: () => findBinaries(path.resolve('package.json')),
    migrationsDir,
    log,
  });
  opened.push(() => database.stop(() => Promise.resolve()));
  return database;
}

const farDown = () => path.join(folder, 'a'.repeat(60), 'b'.repeat(60));
const serverPid = () => readPidFile(path.join(farDown(), 'postgres', '18'))?.pid;

/** Where its folder is too deep for a socket, which then stands in a temporary one. */
async function openFarDown() {
  const database = await open(farDown());
  const socketDir = new URL(database.connectionString).searchParams.get('host') ?? '';
  expect(socketDir.startsWith(folder)).toBe(false);
  return { database, socketDir };
}

function killServer(): number {
  const pid = serverPid() ?? 0;
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, 'SIGKILL');
  return pid;
}

async function startServer(version: string) {
  const server = await startOldServer(version);
  opened.push(server.close);
  return server;
}

test('an embedded database that is killed comes back at the same address, also where that is a temporary folder', async () => {
  const { database, socketDir } = await openFarDown();
  const pool = createPool({ connectionString: database.connectionString, log, queryTimeoutMs: 10_000 });
  killServer();
  await until(() => log.lines.some(({ message }) => message.includes('ended unasked')));
  await untilItAnswers(pool);
  await database.stop(() => pool.end());
  expect(existsSync(socketDir)).toBe(false);
});

test('a stop while an embedded database that was killed starts again waits for no start', async () => {
  const { database, socketDir } = await openFarDown();
  const killed = killServer();
  // It has its socket, and is not ready yet: it replays its log.
  const hasSocket = () => existsSync(path.join(socketDir, '.s.PGSQL.5432'));
  const again = await until(() => serverPid() !== killed && hasSocket() && serverPid());
  await database.stop(() => Promise.resolve());
  expect(existsSync(socketDir)).toBe(false);
  expect(() => process.kill(again, 0)).toThrow('ESRCH');
});

test('a stop while a given database is away ends the tries, and says that it was never ready', async () => {
  const database = await open(folder, 'postgresql://nobody@127.0.0.1:1/none');
  const order: string[] = [];
  const ready = database.ready.then((isReady) => void order.push(`ready ${isReady}`));
  await database.stop(() => {
    order.push('users');
    return Promise.resolve();
  });
  await ready;
  expect(order).toEqual(['ready false', 'users']);
});

test('a stop does not wait for a database that hangs in the middle of being prepared', async () => {
  const { url, hangs } = await startServer('18.1');
  const database = await open(folder, url);
  await until(hangs);
  await database.stop(() => Promise.resolve());
  await expect(database.ready).resolves.toBe(false);
  expect(log.lines).toEqual([]);
});

test('a connection that breaks in the middle of preparing ends that try, and no more', async () => {
  const { url, breakConnections, hangs } = await startServer('18.1');
  const database = await open(folder, url);
  await until(hangs);
  breakConnections();
  await until(() => log.lines.some(({ message }) => message.includes('could not be prepared')));
  await database.stop(() => Promise.resolve());
});

test('a given server that is too old is refused, in words', async () => {
  const { url } = await startServer('15.18 (Debian 15.18-0+deb12u1)');
  const refused = await open(folder, url).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: 'server_too_old',
    message: expect.stringMatching(/15\.18.*needs 18/) as string,
  });
  expect(startupProblem(refused)).toContain('unset it to use the embedded one');
});

test('why a given database can not be prepared is told once, however often it is tried', async () => {
  let tries = 0;
  const server = createServer((socket) => {
    tries += 1;
    socket.destroy();
  });
  opened.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const database = await open(folder, `postgresql://nobody@127.0.0.1:${port}/none`);
  // One of them asks for the server's age before any try.
  await until(() => tries > 3);
  await database.stop(() => Promise.resolve());
  expect(log.lines).toMatchObject([{ message: expect.stringContaining('could not be prepared') as unknown }]);
});

/** A question that hangs is asked again; what the server says of itself is told where it never answers. */
async function untilItAnswers(pool: Pool): Promise<void> {
  const asked = Date.now();
  for (;;) {
    const answered = await pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (answered) return;
    if (Date.now() - asked > 240_000) throw new Error(`No answer. The log says: ${JSON.stringify(log.lines)}`);
    await wait(100);
  }
}
