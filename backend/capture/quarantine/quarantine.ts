import path from 'node:path';
import { z } from 'zod';
import { codeOf, messageOf } from '../../errors';
import type { PendingCall } from '../recorder/assembly';
import type { FrameFiles } from '../recorder/frameFiles';
import { readWhole, replaceFile, type SpoolFs } from '../spool/fs';
import { encodeRecord } from '../spool/record';
import { encodeHeader, seedOf } from '../spool/segmentHeader';

export const quarantineDir = (dir: string): string => path.join(dir, 'quarantine');

/** A call that was put aside: `<name>.seg` holds its frames, `<name>.json` says why. */
export interface QuarantinedCall {
  name: string;
  callId: string;
  reason: string;
  /** ISO time. */
  at: string;
  bytes: number;
}

const noteSchema = z.object({ callId: z.string(), reason: z.string(), at: z.string() });

export interface Quarantining {
  files: SpoolFs;
  dir: string;
  frames: FrameFiles;
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** Puts the frames of a call that can't be processed aside, framed as in the spool, with the reason beside them. */
export function quarantine({ files, dir, frames, now }: Quarantining, call: PendingCall, error: unknown): void {
  const folder = quarantineDir(dir);
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
  const note = { callId: call.callId, reason: messageOf(error), at: new Date(now).toISOString() };
  replaceFile(files, `${name}.seg`, records());
  replaceFile(files, `${name}.json`, [[Buffer.from(JSON.stringify(note))]]);
}

/** All calls in quarantine, by name: the oldest first, as their ids begin with the time. */
export function quarantined(files: SpoolFs, dir: string): QuarantinedCall[] {
  const folder = quarantineDir(dir);
  return namesIn(files, folder)
    .sort()
    .map((name) => ({
      name,
      ...noteOf(files, folder, name),
      bytes: files.sizeOf(path.join(folder, `${name}.seg`)) ?? 0,
    }));
}

function namesIn(files: SpoolFs, folder: string): string[] {
  try {
    return files.list(folder).flatMap((file) => (file.endsWith('.seg') ? [file.slice(0, -'.seg'.length)] : []));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** A process may have been killed between the two files: the frames alone are enough. */
function noteOf(files: SpoolFs, folder: string, name: string): Omit<QuarantinedCall, 'name' | 'bytes'> {
  const unknown = { callId: name, reason: 'The reason is not known.', at: 'unknown time' };
  const text = readWhole(files, path.join(folder, `${name}.json`))?.toString();
  if (text === undefined) return unknown;
  try {
    return noteSchema.safeParse(JSON.parse(text)).data ?? unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return unknown;
    throw error;
  }
}
