import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../errors';

/** A folder of this process for what is renamed once it is whole. */
export function makeUnfinished(parent: string, what: string): string {
  return mkdtempSync(path.join(parent, `${prefix}${what}-${process.pid}-`));
}

/** Removes what starts that were ended in the middle left behind: tens of megabytes each. */
export function removeUnfinished(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = unfinished.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

const prefix = 'unfinished-';
const unfinished = /^unfinished-[a-z]+-(\d+)-/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
