import path from 'node:path';
import type { SpoolFs } from '../spool/fs';

interface Inode {
  /** What processes see. */
  data: Buffer;
  /** What is on the disk for certain. */
  durable: Buffer;
  /** Changes since the last sync, in order: any of their sectors may be on the disk or not. */
  pending: ({ offset: number; bytes: Buffer } | { truncate: number })[];
}

const sector = 16;

/**
 * A disk in memory that behaves as badly as POSIX allows: after a loss of power un-synced writes are there in part,
 * sector by sector, names that were not synced are there or not, each on its own, and after a failed sync the pages
 * count as clean although they never reached the disk.
 */
export class CrashDisk {
  /** Bytes that may still be written. */
  freeBytes = Infinity;
  /** How many of the next syncs fail. */
  failingSyncs = 0;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #process = 0;

  /** A process' view. The process before is killed: what it wrote stays in the page cache, its calls fail from now on. */
  process(): SpoolFs {
    const mine = ++this.#process;
    return processFs(this, () => {
      if (mine !== this.#process) fail('ESRCH');
    });
  }

  /** The process is killed, and everything that is not synced is at the mercy of `keep`. */
  powerLoss(keep: () => boolean): void {
    this.#process++;
    for (const name of new Set([...this.#names.keys(), ...this.#durableNames.keys()])) {
      const inode = (keep() ? this.#names : this.#durableNames).get(name);
      if (inode) this.#durableNames.set(name, inode);
      else this.#durableNames.delete(name);
    }
    this.#names = new Map(this.#durableNames);
    for (const inode of new Set(this.#names.values())) settle(inode, keep);
  }

  names(dir: string): string[] {
    const inside = [...this.#names.keys()].filter((name) => path.dirname(name) === dir);
    return inside.map((name) => path.basename(name));
  }

  find(file: string): Inode | undefined {
    return this.#names.get(file);
  }

  get(file: string): Inode {
    return this.find(file) ?? fail('ENOENT');
  }

  /** Changes a file behind everyone's back, as a bad sector or a careless person does. */
  damage(file: string, change: (bytes: Buffer) => Buffer): void {
    const inode = this.get(file);
    inode.data = change(Buffer.from(inode.data));
  }

  create(file: string): void {
    if (this.#names.has(file)) fail('EEXIST');
    this.#names.set(file, { data: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [] });
  }

  rename(from: string, to: string): void {
    const inode = this.get(from);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  remove(file: string): void {
    this.freeBytes += this.get(file).data.length;
    this.#names.delete(file);
  }

  write(inode: Inode, parts: Uint8Array[], position: number): number {
    const all = Buffer.concat(parts);
    const bytes = all.subarray(0, Math.min(all.length, this.freeBytes));
    if (bytes.length === 0 && all.length > 0) fail('ENOSPC');
    this.freeBytes -= bytes.length;
    inode.data = patched(inode.data, position, bytes);
    inode.pending.push({ offset: position, bytes });
    return bytes.length;
  }

  truncate(inode: Inode, length: number): void {
    this.freeBytes += inode.data.length - length;
    inode.data = inode.data.subarray(0, length);
    inode.pending.push({ truncate: length });
  }

  sync(inode: Inode): void {
    const { pending } = inode;
    inode.pending = [];
    // A failed sync leaves the pages marked clean: a later sync that succeeds does not write them either.
    this.#refuseSync();
    inode.durable = applied(inode.durable, pending, () => true);
  }

  syncNames(dir: string): void {
    this.#refuseSync();
    const inside = (name: string) => path.dirname(name) === dir;
    for (const name of [...this.#durableNames.keys()]) if (inside(name)) this.#durableNames.delete(name);
    for (const [name, inode] of this.#names) if (inside(name)) this.#durableNames.set(name, inode);
  }

  #refuseSync(): void {
    if (this.failingSyncs === 0) return;
    this.failingSyncs--;
    fail('EIO');
  }
}

function processFs(disk: CrashDisk, alive: () => void): SpoolFs {
  const descriptors = new Map<number, Inode>();
  let nextDescriptor = 3;

  function inodeOf(fd: number): Inode {
    alive();
    return descriptors.get(fd) ?? fail('EBADF');
  }

  function living<R>(action: () => R): R {
    alive();
    return action();
  }

  return {
    makeDir: alive,
    list: (dir) => living(() => disk.names(dir)),
    open(file, mode) {
      alive();
      if (mode === 'create') disk.create(file);
      descriptors.set(nextDescriptor, disk.get(file));
      return nextDescriptor++;
    },
    close(fd) {
      inodeOf(fd);
      descriptors.delete(fd);
    },
    write: (fd, parts, position) => disk.write(inodeOf(fd), parts, position),
    read(fd, into, position) {
      const from = inodeOf(fd).data.subarray(position, position + into.length);
      into.set(from);
      return from.length;
    },
    size: (fd) => inodeOf(fd).data.length,
    sizeOf: (file) => living(() => disk.find(file)?.data.length ?? null),
    truncate: (fd, length) => disk.truncate(inodeOf(fd), length),
    sync: (fd) => disk.sync(inodeOf(fd)),
    syncDir: (dir) => living(() => disk.syncNames(dir)),
    async syncLater(fd) {
      await Promise.resolve();
      // A descriptor that was closed under a running sync gives EBADF here.
      disk.sync(inodeOf(fd));
    },
    async syncDirLater(dir) {
      await Promise.resolve();
      living(() => disk.syncNames(dir));
    },
    rename: (from, to) => living(() => disk.rename(from, to)),
    remove: (file) => living(() => disk.remove(file)),
  };
}

/** Decides what of an inode's un-synced changes reached the disk. */
function settle(inode: Inode, keep: () => boolean): void {
  const data = applied(inode.durable, inode.pending, keep);
  Object.assign(inode, { data, durable: data, pending: [] });
}

function applied(durable: Buffer, changes: Inode['pending'], keep: () => boolean): Buffer {
  const ends = changes.map((change) => ('truncate' in change ? 0 : change.offset + change.bytes.length));
  const room = Buffer.alloc(Math.max(durable.length, ...ends));
  room.set(durable);
  let length = durable.length;
  for (const change of changes) {
    if ('truncate' in change) {
      if (!keep()) continue;
      length = Math.min(length, change.truncate);
      room.fill(0, length);
      continue;
    }
    for (let at = 0; at < change.bytes.length; at += sector) {
      if (!keep()) continue;
      const end = Math.min(at + sector, change.bytes.length);
      room.set(change.bytes.subarray(at, end), change.offset + at);
      length = Math.max(length, change.offset + end);
    }
  }
  return room.subarray(0, length);
}

function patched(data: Buffer, offset: number, bytes: Uint8Array): Buffer {
  const result = Buffer.alloc(Math.max(data.length, offset + bytes.length));
  result.set(data);
  result.set(bytes, offset);
  return result;
}

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: said by the test's disk`), { code });
}
