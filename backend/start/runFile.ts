import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const runSchema = z.object({ url: z.url(), pid: z.number().int(), signInUrl: z.url() });

/** What other programs beside the running product may want to know: its address. Readable by the owner only. */
export type RunFile = z.infer<typeof runSchema>;

const fileOf = (dataDir: string) => path.join(dataDir, 'run.json');

/** Who waits for the file to be there finds it whole. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

/** Null when nothing runs there. */
export function readRunFile(dataDir: string): RunFile | null {
  try {
    return runSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    // Missing, or of another version: either way nothing is known to run.
    return null;
  }
}

export function removeRunFile(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
