import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const root = path.resolve(__dirname, '../..');
const runFile = z.object({ url: z.url(), pid: z.number(), signInUrl: z.url() });

/** The product as its users run it: `dist/main.js` in a process of its own with a data folder of its own. */
export interface Lens {
  url: string;
  signInUrl: string;
  dataDir: string;
  pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Reads the query API with the machine token, as JSON. */
  api(pathAndQuery: string): Promise<unknown>;
  /** As Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** As a terminal that is closed: nobody reads its output, all of its group is told. Resolves with the exit code. */
  hangUp(): Promise<number | null>;
  /** As `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  remove(): void;
}

export interface LensOptions {
  /** Text of a `lens.yaml`. */
  config?: string;
  env?: Record<string, string>;
  args?: string[];
  /** An existing data folder, to start again on it. */
  dataDir?: string;
  /** A process group of its own, as a terminal gives it; `hangUp` needs it. */
  ownGroup?: boolean;
}

/** A test that fails stops nothing, and what still runs keeps the whole test run waiting. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export const apiToken = 'test-api-token-0123456789abcdef';
const gatewayToken = 'test-gateway-token-0123456789abcdef';

export async function startLens({
  config,
  env = {},
  args = ['--no-demo'],
  dataDir,
  ownGroup = false,
}: LensOptions = {}): Promise<Lens> {
  const home = dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'lens-run-'));
  const configFile = path.join(home, 'test-lens.yaml');
  if (config !== undefined) writeFileSync(configFile, config);
  const ready = path.join(home, 'run.json');
  rmSync(ready, { force: true });
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'dist/main.js'), ...args], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LENS_PORT: '0',
      LENS_DATA_DIR: home,
      LENS_API_TOKEN: apiToken,
      LENS_GATEWAY_TOKEN: gatewayToken,
      ...(existsSync(configFile) ? { LENS_CONFIG: configFile } : {}),
      ...env,
    },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const run = await readyFile(ready, child, () => printed);
  return {
    ...run,
    dataDir: home,
    output: () => printed,
    api: (pathAndQuery) => readApi(run.url, pathAndQuery),
    stop: () => ended(child, 'SIGINT'),
    hangUp: () => {
      child.stdout.destroy();
      child.stderr.destroy();
      return ended(child, 'SIGHUP', -run.pid);
    },
    kill: async () => {
      await ended(child, 'SIGKILL');
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function readyFile(file: string, child: ChildProcess, printed: () => string): Promise<z.infer<typeof runFile>> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (existsSync(file)) return runFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (child.exitCode !== null)
      throw new Error(`Lens ended with ${child.exitCode} before it was ready:\n${printed()}`);
    await wait(100);
  }
  throw new Error(`Lens was not ready within a minute:\n${printed()}`);
}

/** `to` is the process itself, or its group as a negative number. */
function ended(child: ChildProcess, signal: NodeJS.Signals, to = child.pid ?? 0): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
    process.kill(to, signal);
  });
}

async function readApi(url: string, pathAndQuery: string): Promise<unknown> {
  const answer = await fetch(`${url}${pathAndQuery}`, { headers: { authorization: `Bearer ${apiToken}` } });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} for ${pathAndQuery}: ${JSON.stringify(body)}`);
  return body;
}
