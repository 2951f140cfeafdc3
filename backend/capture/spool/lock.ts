import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../errors';
import { CaptureError } from '../errors';
import { readWhole, writeFully, type SpoolFs } from './fs';

const ownerSchema = z.object({ id: z.string(), pid: z.number(), started: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Locks that this process holds: its own pid in a lock is no proof, a new process may have got the same one. */
const held = new WeakMap<SpoolFs, Set<string>>();

/**
 * Takes the directory for this process, or throws `spool_locked`. Returns the release. Who writes it and who reads it have
 * a lock each.
 */
export function lockDirectory(files: SpoolFs, dir: string, name: 'lock' | 'recorder.lock' = 'lock'): () => void {
  const file = path.join(dir, name);
  const key = path.resolve(file);
  const own = held.get(files) ?? new Set();
  held.set(files, own);
  if (own.has(key)) throw locked(dir, process.pid);
  const mine: Owner = { id: randomUUID(), pid: process.pid, started: startOfProcess(process.pid) ?? '' };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(files, file, mine)) {
      own.add(key);
      return () => {
        own.delete(key);
        release(files, file, mine);
      };
    }
    const owner = readOwner(files, file);
    if (owner && isRunning(owner)) throw locked(dir, owner.pid);
    setAside(files, file, owner);
  }
  throw new CaptureError(
    'spool_locked',
    `The lock of the spool ${dir} changes hands. Start one process after the other.`,
  );
}

/** The process that has the directory; null when there is none. */
export function lockHolder(files: SpoolFs, dir: string): number | null {
  const file = path.join(dir, 'lock');
  const owner = readOwner(files, file);
  const isHeld = held.get(files)?.has(path.resolve(file)) ?? false;
  return owner && (isHeld || isRunning(owner)) ? owner.pid : null;
}

function create(files: SpoolFs, file: string, owner: Owner): boolean {
  let fd: number;
  try {
    fd = files.open(file, 'create');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFully(files, fd, [Buffer.from(JSON.stringify(owner))], 0);
    return true;
  } catch (error) {
    files.remove(file);
    throw error;
  } finally {
    files.close(fd);
  }
}

function readOwner(files: SpoolFs, file: string): Owner | null {
  const text = readWhole(files, file)?.toString();
  if (text === undefined) return null;
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Renames before removing: of two processes that find the same stale lock only one rename succeeds. */
function setAside(files: SpoolFs, file: string, stale: Owner | null): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    files.rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  // The other process may have been quicker: then this is its fresh lock, and it goes back.
  if (readOwner(files, aside)?.id !== stale?.id) files.rename(aside, file);
  else files.remove(aside);
}

function release(files: SpoolFs, file: string, mine: Owner): void {
  if (readOwner(files, file)?.id === mine.id) files.remove(file);
}

/** A process is its pid and its start: pids come round, in containers within seconds. */
function isRunning(owner: Owner): boolean {
  if (owner.pid === process.pid) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return startOfProcess(owner.pid) === (owner.started === '' ? null : owner.started);
}

/** Boot id of the machine and start tick of the process, from Linux' /proc; null where there is none. */
export function startOfProcess(pid: number): string | null {
  try {
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold spaces; the start is field 22, the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot}/${fields[19] ?? ''}`;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ESRCH'].includes(codeOf(error))) return null;
    throw error;
  }
}

function locked(dir: string, pid: number): CaptureError {
  return new CaptureError(
    'spool_locked',
    `The spool ${dir} is in use by process ${pid}. Stop it, or give this one a data directory of its own.`,
  );
}
