import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** The first folder from the root down to `folder` that `uid` (in no other group) may not enter; null when none is closed. */
export function firstClosedFolder(folder: string, uid: number): string | null {
  let current = '/';
  for (const part of ['', ...realpathSync(folder).split(path.sep).filter(Boolean)]) {
    current = path.join(current, part);
    if (!mayUse(current, uid)) return current;
  }
  return null;
}

/** Whether `uid` can run or enter `target`: it and every folder above it have the x bit for that user. */
export function isReachable(target: string, uid: number): boolean {
  return mayUse(target, uid) && firstClosedFolder(path.dirname(target), uid) === null;
}

function mayUse(target: string, uid: number): boolean {
  const { mode, uid: owner } = statSync(target);
  return (mode & (owner === uid ? 0o100 : 0o001)) !== 0;
}
