import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../../errors';
import { inUse } from './errors';

/** A server that is going down may still write a checkpoint. */
const stoppingWaitMs = 60_000;
/** A server whose Lens was killed is told to stop at once; this is what the news takes. */
const orphanWaitMs = 3_000;

/**
 * Makes sure that no server runs in `clusterDir`, and removes what a dead one left. PostgreSQL itself takes any live
 * process with the number in `postmaster.pid` for a server; after a container restart that number is often another's,
 * so the process is looked at. Throws `data_dir_in_use`.
 */
export async function clearStaleServer(clusterDir: string, socketDir: string): Promise<void> {
  const asked = Date.now();
  let toldToStop = false;
  for (;;) {
    const server = readPidFile(clusterDir);
    if (server === null) return;
    const owner = serverProcess(server.pid, clusterDir);
    if (owner === null) {
      rmSync(path.join(clusterDir, 'postmaster.pid'), { force: true });
      rmSync(path.join(socketDir, '.s.PGSQL.5432'), { force: true });
      rmSync(path.join(socketDir, '.s.PGSQL.5432.lock'), { force: true });
      return;
    }
    // Its shell died with its Lens (a whole process group was killed): nobody else will stop it.
    if (owner.orphan && !toldToStop) {
      process.kill(server.pid, 'SIGINT');
      toldToStop = true;
    }
    const patience = toldToStop || server.state === 'stopping' ? stoppingWaitMs : orphanWaitMs;
    if (Date.now() - asked > patience) throw inUse(clusterDir, `It has process id ${server.pid}.`);
    await sleep(50);
  }
}

export interface PidFile {
  pid: number;
  socketDir: string;
  /** `starting`, `ready`, `standby`, `stopping`. */
  state: string;
}

/** What the server of a cluster says about itself; null when none was left running. */
export function readPidFile(clusterDir: string): PidFile | null {
  try {
    const lines = readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0] ?? '', 10);
    return {
      pid: Number.isNaN(pid) ? 0 : Math.abs(pid),
      socketDir: (lines[4] ?? '').trim(),
      state: (lines[7] ?? '').trim(),
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The server with this process id in this folder; null when the process is gone or is something else. */
function serverProcess(pid: number, clusterDir: string): { orphan: boolean } | null {
  if (pid === 0) return null;
  const found = processInfo(pid);
  if (found === null || !found.name.includes('postgres')) return null;
  if (process.platform === 'linux') {
    const folder = workingFolder(pid);
    if (folder !== null && folder !== realpathSync(clusterDir)) return null;
  }
  const parent = processInfo(found.parent);
  return { orphan: found.parent <= 1 || parent === null || !/sh$/.test(parent.name) };
}

function processInfo(pid: number): { name: string; parent: number } | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): { name: string; parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // `pid (name) state ppid …`; the name may hold spaces and brackets.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return null;
    return { name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')), parent: Number(parent) };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return null;
    throw error;
  }
}

function fromPs(pid: number): { name: string; parent: number } | null {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [parent = '', ...name] = line.split(/\s+/);
    return { name: path.basename(name.join(' ')), parent: Number(parent) };
  } catch {
    // `ps` ends with 1 when there is no such process.
    return null;
  }
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Another user's process: its name has to do.
    return null;
  }
}
