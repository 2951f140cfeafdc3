import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

export const schedulingClasses = { other: 0, idle: 5 };

/** The machine has what puts a process into the idle class; elsewhere nothing can be seen of it. */
export const hasIdleClass = process.platform === 'linux' && spawnSync('chrt', ['--version']).status === 0;

/** The scheduling class of a process: the 41st field of its `stat` (proc_pid_stat(5)). Null when it is gone. */
export function schedulingClassOf(pid: number): number | null {
  const fields = statOf(pid);
  return fields === null ? null : Number(fields[38]);
}

/** The lowest priority that there is (setpriority(2)). */
export const lowestNice = 19;

/** How far behind others the session of a process is, from -20 to 19; null where Linux does not share out by session. */
export function sessionNiceOf(pid: number): number | null {
  const nice = /nice (-?\d+)/.exec(read(pid, 'autogroup') ?? '')?.[1];
  return nice === undefined ? null : Number(nice);
}

/** The children of this process that run `file`. */
export function childrenRunning(file: string): number[] {
  const pids = fs.readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => Number(statOf(pid)?.[1]) === process.pid && read(pid, 'cmdline')?.includes(file));
}

/** The fields of `stat` from the third on: the second, the command in brackets, may hold spaces. */
function statOf(pid: number): string[] | null {
  const stat = read(pid, 'stat');
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function read(pid: number, name: string): string | null {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // The process has ended.
    return null;
  }
}
