import { fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import { z } from 'zod';

/** A process under measurement. */
export interface Target {
  name: string;
  url: string;
  /** Null for the provider itself, whose cost is nobody's overhead. */
  pid: number | null;
  /** What its recorder has stored and what waits for it; null where nothing is recorded. */
  store: { calls: () => Promise<number>; spoolBytes: () => number } | null;
  /** Another one like it whose spool is sized by the disk, as it is unless told otherwise; where that would differ. */
  unbounded?: () => Promise<Target>;
  stop(): Promise<void>;
}

const started = z.object({ url: z.url() });

/** Starts one of the bundled helper programs and waits until it tells its address. */
export function startProgram(file: string, args: string[], name: string): Promise<Target> {
  const child = fork(file, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (message) =>
      resolve({
        name,
        url: started.parse(message).url,
        pid: child.pid ?? null,
        store: null,
        stop: () => ended(child),
      }),
    );
  });
}

/**
 * Starts the product as built in `dist/`, with the flags that this process has and `npm start` gives, and with its data
 * and its database in a new folder that is removed at the end: the embedded one, unless `env` names another.
 */
export async function startLens(
  name: string,
  dist: string,
  yaml: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Target> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'lens-bench-'));
  const config = path.join(home, 'lens.yaml');
  writeFileSync(config, yaml);
  const child = spawn(process.execPath, [...process.execArgv, path.join(dist, 'main.js'), '--no-demo'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', LENS_CONFIG: config, LENS_DATA_DIR: home, LENS_PORT: '0', ...env },
  });
  const ready = path.join(home, 'run.json');
  while (!existsSync(ready)) {
    if (child.exitCode !== null) throw new Error(`${name} ended before it was ready`);
    await wait(50);
  }
  const { url } = started.parse(JSON.parse(readFileSync(ready, 'utf8')));
  const isStoring = !yaml.includes('mode: "off"') && env['DATABASE_URL'] === undefined;
  const pool = isStoring ? new Pool({ connectionString: embeddedDatabase(home), max: 1 }) : null;
  return {
    name,
    url,
    pid: child.pid ?? null,
    store: pool && { calls: () => storedCalls(pool), spoolBytes: () => spoolBytes(home) },
    stop: async () => {
      await pool?.end();
      await ended(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function embeddedDatabase(home: string): string {
  const dir = path.join(home, 'postgres');
  const password = readFileSync(path.join(dir, 'password'), 'utf8').trim();
  return `postgresql://lens:${password}@localhost/lens?host=${encodeURIComponent(path.join(dir, 'socket'))}`;
}

async function storedCalls(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM conversation_calls');
  return Number(rows[0]?.count ?? 0);
}

function spoolBytes(home: string): number {
  const dir = path.join(home, 'spool');
  const segments = readdirSync(dir).filter((name) => name.endsWith('.seg'));
  return segments.reduce(
    (sum, name) => sum + (statSync(path.join(dir, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    return child.kill('SIGINT');
  });
}

/** CPU seconds and resident memory of a gateway, its recorder included; Linux only (`/proc`). */
export function usageOf(pid: number): { cpuSeconds: number; rssMb: number } {
  const sum = { cpuSeconds: 0, rssMb: 0 };
  for (const each of [pid, ...recordersOf(pid)]) {
    const { cpuSeconds, rssMb } = usageOfProcess(each);
    sum.cpuSeconds += cpuSeconds;
    sum.rssMb += rssMb;
  }
  return sum;
}

/** The processes that record for a gateway. */
export function recordersOf(pid: number): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((each) => {
    try {
      return statOf(each)[1] === String(pid) && readFileSync(`/proc/${each}/cmdline`, 'utf8').includes('recorder.js');
    } catch {
      // It has ended since the list was made.
      return false;
    }
  });
}

/** The same of one process alone, and what of its CPU was that of processes it had and that have ended: recorders before. */
export function usageOfProcess(pid: number): { cpuSeconds: number; endedSeconds: number; rssMb: number } {
  const fields = statOf(pid);
  const secondsIn = (places: number[]) => places.reduce((sum, at) => sum + Number(fields[at]), 0) / 100;
  const endedSeconds = secondsIn([13, 14]);
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { cpuSeconds: secondsIn([11, 12]) + endedSeconds, endedSeconds, rssMb: Number(rss) / 1024 };
}

/** The fields of `stat` from the third on: the second, the command in brackets, may hold spaces. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
