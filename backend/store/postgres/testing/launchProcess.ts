import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const answerSchema = z.object({ connectionString: z.string().optional(), code: z.string().optional() });

export interface Launched {
  process: ChildProcess;
  connectionString: string | undefined;
  /** Of the error that stopped the start. */
  code: string | undefined;
}

/** Bundles `launch.ts`; gives the file to run. */
export function buildLauncher(folder: string): string {
  const file = path.join(folder, 'launch.cjs');
  execFileSync(path.resolve('node_modules/.bin/esbuild'), [
    path.resolve('backend/store/postgres/testing/launch.ts'),
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--external:pg-native',
    '--log-level=error',
    `--outfile=${file}`,
  ]);
  // For whoever runs it, whatever the umask is.
  chmodSync(file, 0o644);
  return file;
}

/** Runs it in a process of its own, as `uid` if one is given, until it has said how the start went. */
export async function launch(file: string, dataDir: string, uid?: number): Promise<Launched> {
  const child = spawn(process.execPath, [file, dataDir, process.cwd()], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const [line] = z.tuple([z.string()]).parse(await once(createInterface(child.stdout), 'line'));
  const { connectionString, code } = answerSchema.parse(JSON.parse(line));
  return { process: child, connectionString, code };
}
