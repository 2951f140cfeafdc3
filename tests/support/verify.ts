import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { until } from './until';

const root = path.resolve(__dirname, '../..');

export interface Verification {
  status: number | null;
  /** What it printed. */
  text: string;
  /** What of that programs read: with `--json` the result alone. */
  result: string;
}

/** `npm run verify` on a data folder, as a process of its own. */
export function verify(dataDir: string, args: string[] = [], env: Record<string, string> = {}): Promise<Verification> {
  const child = spawn(process.execPath, [path.join(root, 'dist/verify.js'), ...args], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LENS_DATA_DIR: dataDir, ...env },
  });
  let text = '';
  let result = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    result += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, text, result }));
  });
}

const resultSchema = z.object({
  proven: z.boolean(),
  calls: z.number(),
  changes: z.number(),
  inPart: z.number(),
  byStatus: z.record(z.string(), z.number()),
  spool: z.object({ waiting: z.number(), open: z.number(), quarantined: z.array(z.string()) }).nullable(),
  findings: z.array(z.unknown()),
});

export type Proof = z.infer<typeof resultSchema>;

/** Everything that is stored, proven: fails the test that it is asked in otherwise. */
export async function proven(dataDir: string): Promise<Proof> {
  const { status, text, result } = await verify(dataDir, ['--json']);
  if (status !== 0) throw new Error(`What is stored is not proven (exit status ${status}):\n${text}`);
  return resultSchema.parse(JSON.parse(result));
}

/** Waits until nothing that the spool holds is left to store, and has all that is stored proven. */
export function allProven(dataDir: string): Promise<Proof> {
  return until(
    () => proven(dataDir),
    ({ spool }) => spool?.waiting === 0 && spool.open === 0,
    {
      what: 'every call of the spool is stored, and proven',
    },
  );
}
