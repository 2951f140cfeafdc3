import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Leaves a process, with all its threads, what nobody else wants of the processors (SCHED_IDLE, sched(7)): whoever wakes
 * up takes its place at once, where one with a lower priority may first finish its turn of some milliseconds. False
 * where that is not to be had (no Linux, no `chrt`, no permission). Without privileges there is no way back.
 */
export async function toIdleClass(pid: number): Promise<boolean> {
  try {
    await run('chrt', ['--idle', '--all-tasks', '--pid', '0', String(pid)]);
    return true;
  } catch {
    // The lower priority that every recorder has is left.
    return false;
  }
}

/** The least share that there is. */
const lowestNice = '19';

/**
 * The same for a process that is a session of its own, as each process of a PostgreSQL server is. Where Linux shares out
 * the processors by session first (autogroup, sched(7)), a class counts inside of one only, and a session of nothing but
 * idle work gets as much as that of the gateway.
 */
export async function sessionToIdleClass(pid: number): Promise<boolean> {
  try {
    await writeFile(`/proc/${pid}/autogroup`, lowestNice);
  } catch {
    // No Linux, or one that shares out by process.
  }
  return toIdleClass(pid);
}
