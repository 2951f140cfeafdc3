import path from 'node:path';
import { replaceFile, type SpoolFs } from '../spool/fs';
import { encodeRecord, recordTypes } from '../spool/record';
import { decodeHeader, encodeHeader, seedOf } from '../spool/segmentHeader';
import { createWindow } from '../spool/window';
import { callIdOf } from '../frames/envelope';
import type { SpoolRecord } from '../spool/reader';
import type { FramePlace, FrameRef, PendingCall } from './assembly';
import type { FrameFiles } from './frameFiles';

/**
 * Copies the frames of these calls that are `wanted` into a carry file, so that long streams don't keep old segments.
 * Gives their new places by their sequence.
 */
export function writeCarry(
  files: SpoolFs,
  dir: string,
  name: string,
  calls: PendingCall[],
  wanted: (frame: FrameRef, call: PendingCall) => boolean,
  frames: FrameFiles,
): Map<number, FramePlace> {
  const places = new Map<number, FramePlace>();

  function* groups(): Iterable<Uint8Array[]> {
    let offset = 0;
    for (const call of calls) {
      const header = { version: 1 as const, boot: call.boot, openedAt: 0, segment: 0 };
      const heading = encodeHeader(header, 0);
      yield heading;
      for (const part of heading) offset += part.length;
      for (const frame of call.frames) {
        if (!wanted(frame, call)) continue;
        places.set(frame.sequence, { file: name, offset });
        yield encodeRecord(frame.sequence, frame.type, [frames.read(frame)], seedOf(header));
        offset += frame.bytes;
      }
    }
  }

  replaceFile(files, path.join(dir, name), groups());
  return places;
}

/** The frames of a carry file that belong to `callIds`. A payload is valid until the next record. */
export function* readCarry(files: SpoolFs, dir: string, name: string, callIds: Set<string>): Iterable<SpoolRecord> {
  const file = path.join(dir, name);
  if (files.sizeOf(file) === null) return;
  const fd = files.open(file, 'read');
  try {
    const window = createWindow(files, fd);
    let seed = 0;
    let boot = '';
    for (let offset = 0; ;) {
      const found = window.at(offset, seed);
      if (found.kind !== 'record') return;
      const { kind: _, ...record } = found;
      const header = found.type === recordTypes.header ? decodeHeader(found.payload) : null;
      if (header) {
        seed = seedOf(header);
        ({ boot } = header);
      } else if (callIds.has(callIdOf(found.payload))) yield { segment: 0, offset, boot, ...record };
      offset += found.bytes;
    }
  } finally {
    files.close(fd);
  }
}
