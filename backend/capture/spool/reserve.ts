import path from 'node:path';
import { codeOf } from '../../errors';
import { replaceFile, type SpoolFs } from './fs';

const reserveBytes = 64 * 1024;
const reserveFile = (dir: string) => path.join(dir, 'reserve');

/**
 * Some space kept aside for the files without which nothing moves: on a full disk a checkpoint that could not be written
 * would keep the spool from ever giving back its own space, and a lock that could not be written the next start.
 */
export function keepReserve(files: SpoolFs, dir: string): void {
  if (files.sizeOf(reserveFile(dir)) !== null) return;
  replaceFile(files, reserveFile(dir), [[Buffer.alloc(reserveBytes, 1)]]);
}

/** Does it again with the reserve given up when the disk is full. */
export function withReserve<R>(files: SpoolFs, dir: string, action: () => R): R {
  try {
    return action();
  } catch (error) {
    if (codeOf(error) !== 'ENOSPC' || files.sizeOf(reserveFile(dir)) === null) throw error;
    files.remove(reserveFile(dir));
    return action();
  }
}
