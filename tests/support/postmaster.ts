import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Process id of the embedded PostgreSQL of a data folder, wherever in it the cluster lies. */
export function postmasterPid(dataDir: string): number {
  const file = find(dataDir);
  if (file === null) throw new Error(`no postmaster.pid below ${dataDir}`);
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

/**
 * A database that hangs: nothing is stored, and nothing refuses. A stopped postmaster alone would leave the running
 * backends working.
 */
export function hangPostgres(dataDir: string): { resume(): void } {
  const postmaster = postmasterPid(dataDir);
  const pids = [postmaster, ...childrenOf(postmaster)];
  for (const pid of pids) signal(pid, 'SIGSTOP');
  return {
    resume() {
      for (const pid of pids) signal(pid, 'SIGCONT');
    },
  };
}

/** A backend may have ended since its process was listed. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Process ids of a process's children (Linux). */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | null {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    // The process ended between the listing and the reading.
    return null;
  }
}

function find(folder: string): string | null {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (name === 'postmaster.pid') return file;
    if (statSync(file).isDirectory() && name !== 'base' && name !== 'spool') {
      const found = find(file);
      if (found !== null) return found;
    }
  }
  return null;
}
