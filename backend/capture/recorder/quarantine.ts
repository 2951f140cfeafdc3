import path from 'node:path';
import { messageOf } from '../errors';
import { replaceFile, type SpoolFs } from '../spool/fs';
import { encodeRecord } from '../spool/record';
import { encodeHeader, seedOf } from '../spool/segmentHeader';
import type { PendingCall } from './assembly';
import type { FrameFiles } from './frameFiles';

/** Puts the frames of a call that can't be processed aside, framed as in the spool, with the reason beside them. */
export function quarantine(files: SpoolFs, dir: string, call: PendingCall, frames: FrameFiles, error: unknown): void {
  const folder = path.join(dir, 'quarantine');
  files.makeDir(folder);
  const header = { version: 1 as const, boot: call.boot, openedAt: 0, segment: 0 };
  /** One frame in memory at a time: what is put aside may be what there is too little memory for. */
  function* records(): Iterable<Uint8Array[]> {
    yield encodeHeader(header, 0);
    for (const frame of call.frames) {
      yield encodeRecord(frame.sequence, frame.type, [frames.read(frame)], seedOf(header));
    }
  }
  const name = path.join(folder, call.callId.replaceAll(/[^\w-]/g, '_'));
  replaceFile(files, `${name}.seg`, records());
  replaceFile(files, `${name}.json`, [
    [Buffer.from(JSON.stringify({ callId: call.callId, reason: messageOf(error) }))],
  ]);
}
