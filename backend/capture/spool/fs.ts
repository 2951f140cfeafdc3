import fs from 'node:fs';
import path from 'node:path';
import { codeOf, messageOf } from '../../errors';

/**
 * The file operations a spool is made of, apart so that tests can put a file system under it that loses what was not
 * synced. Everything is synchronous (page cache speed) but the two syncs that the request path would wait for.
 */
export interface SpoolFs {
  makeDir(dir: string): void;
  list(dir: string): string[];
  /** `create` fails with EEXIST when the file is there. */
  open(file: string, mode: 'create' | 'write' | 'read'): number;
  close(fd: number): void;
  /** Bytes written, which may be fewer than given. */
  write(fd: number, parts: Uint8Array[], position: number): number;
  /** Bytes read; 0 at the end of the file. */
  read(fd: number, into: Uint8Array, position: number): number;
  size(fd: number): number;
  /** Null when there is no such file. */
  sizeOf(file: string): number | null;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
  syncDir(dir: string): void;
  /** fdatasync away from the event loop. */
  syncLater(fd: number): Promise<void>;
  syncDirLater(dir: string): Promise<void>;
  rename(from: string, to: string): void;
  remove(file: string): void;
}

const flags = { create: 'wx+', write: 'r+', read: 'r' } as const;

export const nodeFs: SpoolFs = {
  makeDir: (dir) => void fs.mkdirSync(dir, { recursive: true, mode: 0o700 }),
  list: (dir) => fs.readdirSync(dir),
  open: (file, mode) => fs.openSync(file, flags[mode], 0o600),
  close: (fd) => fs.closeSync(fd),
  write(fd, parts, position) {
    const [first] = parts;
    // Half the price of a vectored write of one.
    if (parts.length === 1 && first !== undefined) return fs.writeSync(fd, first, 0, first.length, position);
    return fs.writevSync(fd, parts, position);
  },
  read: (fd, into, position) => fs.readSync(fd, into, 0, into.length, position),
  size: (fd) => fs.fstatSync(fd).size,
  sizeOf: (file) => fs.statSync(file, { throwIfNoEntry: false })?.size ?? null,
  truncate: (fd, length) => fs.ftruncateSync(fd, length),
  sync: (fd) => fs.fsyncSync(fd),
  syncDir(dir) {
    const fd = fs.openSync(dir, 'r');
    try {
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  },
  syncLater: (fd) => new Promise((resolve, reject) => fs.fdatasync(fd, (error) => (error ? reject(error) : resolve()))),
  async syncDirLater(dir) {
    const handle = await fs.promises.open(dir, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.unlinkSync(file),
};

export function isFolder(files: SpoolFs, dir: string): boolean {
  try {
    files.list(dir);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Reads a small file whole; null when it is not there. */
export function readWhole(files: SpoolFs, file: string): Buffer | null {
  if (files.sizeOf(file) === null) return null;
  const fd = files.open(file, 'read');
  try {
    const bytes = Buffer.alloc(files.size(fd));
    const read = files.read(fd, bytes, 0);
    return bytes.subarray(0, read);
  } catch (error) {
    // Of a descriptor the system does not say the name: a folder can be opened, and then not be read.
    throw Object.assign(new Error(`${messageOf(error)} '${file}'`, { cause: error }), { code: codeOf(error) });
  } finally {
    files.close(fd);
  }
}

/** Writes all parts or throws; a short write (full disk) is continued once so that its real error comes out. */
export function writeFully(files: SpoolFs, fd: number, parts: Uint8Array[], position: number): number {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  let written = files.write(fd, parts, position);
  while (written < total) {
    const rest = Buffer.concat(parts).subarray(written);
    const more = files.write(fd, [rest], position + written);
    if (more === 0) throw Object.assign(new Error('the file system accepted no more bytes'), { code: 'ENOSPC' });
    written += more;
  }
  return total;
}

/**
 * Replaces a file so that after a crash either the old or the new content is there, whole: temporary file, fsync,
 * rename, fsync of the directory. Each group of parts is written before the next is asked for.
 */
export function replaceFile(files: SpoolFs, file: string, groups: Iterable<Uint8Array[]>): void {
  const temporary = `${file}.tmp`;
  if (files.sizeOf(temporary) !== null) files.remove(temporary);
  const fd = files.open(temporary, 'create');
  try {
    let offset = 0;
    for (const parts of groups) offset += writeFully(files, fd, parts, offset);
    files.sync(fd);
  } finally {
    files.close(fd);
  }
  files.rename(temporary, file);
  files.syncDir(path.dirname(file));
}
