import path from 'node:path';
import { CaptureError } from '../errors';
import type { SpoolFs } from '../spool/fs';
import { listSegments } from '../spool/paths';
import { headerBytes } from '../spool/record';
import type { FramePlace, FrameRef } from './assembly';

/** Few, because an open descriptor keeps the space of a file that `drop-oldest` has removed. */
const maxOpenFiles = 8;

/**
 * Reads frames again by their place: where they were read, or where they were carried since. The checksum was verified
 * when the frame was first read.
 */
export interface FrameFiles {
  /** The frame's payload, in a buffer of its own. Throws `frame_invalid` when the file was dropped meanwhile. */
  read(frame: FrameRef): Buffer;
  /** Where frames are now, by their sequence, of all that were carried. */
  carriedTo(places: ReadonlyMap<number, FramePlace>): void;
  isCarried(frame: FrameRef): boolean;
  /** Tells of frames whether their bytes are still there, as of now. */
  readable(): (frame: FrameRef) => boolean;
  /** The file is about to be deleted. */
  forget(file: string): void;
  close(): void;
}

export function createFrameFiles(files: SpoolFs, dir: string): FrameFiles {
  const descriptors = new Map<string, number>();
  let carried: ReadonlyMap<number, FramePlace> = new Map();

  function descriptor(name: string): number {
    const known = descriptors.get(name);
    if (known !== undefined) return known;
    const [oldest] = descriptors;
    if (oldest && descriptors.size >= maxOpenFiles) {
      descriptors.delete(oldest[0]);
      files.close(oldest[1]);
    }
    const fd = files.open(path.join(dir, name), 'read');
    descriptors.set(name, fd);
    return fd;
  }

  const isCarried = ({ segment, sequence }: FrameRef) => segment === 0 || carried.has(sequence);

  return {
    carriedTo: (places) => void (carried = places),
    isCarried,
    readable() {
      const [oldest = Infinity] = listSegments(files, dir);
      return (frame) => isCarried(frame) || frame.segment >= oldest || descriptors.has(frame.file);
    },
    read(frame) {
      const { file, offset } = carried.get(frame.sequence) ?? frame;
      const { bytes } = frame;
      if (!descriptors.has(file) && files.sizeOf(path.join(dir, file)) === null) throw gone(file);
      const payload = Buffer.allocUnsafe(bytes - headerBytes);
      let filled = 0;
      while (filled < payload.length) {
        const read = files.read(descriptor(file), payload.subarray(filled), offset + headerBytes + filled);
        if (read === 0) throw gone(file);
        filled += read;
      }
      return payload;
    },
    forget(file) {
      const fd = descriptors.get(file);
      if (fd !== undefined) files.close(fd);
      descriptors.delete(file);
    },
    close() {
      for (const fd of descriptors.values()) files.close(fd);
      descriptors.clear();
    },
  };
}

function gone(file: string): CaptureError {
  return new CaptureError('frame_invalid', `The spool file ${file} no longer holds a frame that was read from it.`);
}
