import { createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';

/** Bodies of a conversation are alike, and far from each other: a window of 128 MB, the most that `zstd` opens unasked. */
const params = {
  [constants.ZSTD_c_enableLongDistanceMatching]: 1,
  [constants.ZSTD_c_windowLog]: 27,
  [constants.ZSTD_c_checksumFlag]: 1,
};

/**
 * Writes lines into a compressed file of that name in the folder. The file is there once it is whole and on the disk; where
 * there is one already, of a day that came back after it was dropped, the new one has a number. Gives its path.
 */
export async function writeArchiveFile(
  dir: string,
  name: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // Without a time of day: what a process that was killed has left is written over by the next try.
  const unfinished = path.join(dir, `.${name.replace(/-\d{8}T\d{6}$/, '')}.unfinished`);
  try {
    const file = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(Readable.from(lines), createZstdCompress({ params }), file);
    const target = await freeName(dir, name);
    await rename(unfinished, target);
    await syncFolder(dir);
    return target;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function freeName(dir: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const file = path.join(dir, `${name}${number === 1 ? '' : `.${number}`}.jsonl.zst`);
    if (!(await isThere(file))) return file;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** So that the name is still there after a loss of power. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
