import path from 'node:path';
import type { Log } from '../../log';
import { readCarry } from '../recorder/carry';
import type { SpoolFs } from '../spool/fs';
import { openSpool } from '../spool/openSpool';
import { highestType, recordTypes, type FrameType } from '../spool/record';
import type { Spool } from '../spool/types';
import { quarantined, quarantineDir, type QuarantinedCall } from './quarantine';

export interface Retry {
  files: SpoolFs;
  dir: string;
  /** A call's id, or `all`. */
  which: string;
  print: (line: string) => void;
  log: Log;
}

/**
 * Puts quarantined calls back at the end of the spool, for the next start to record. A call leaves the quarantine once it
 * is on the disk in the spool; one that is put back twice is stored once all the same.
 *
 * @throws {CaptureError} `spool_locked` while a gateway writes there
 */
export async function retryQuarantined({ files, dir, which, print, log }: Retry): Promise<number> {
  const calls = quarantined(files, dir).filter(({ callId }) => which === 'all' || callId === which);
  if (calls.length === 0) {
    print(which === 'all' ? 'No call is in quarantine.' : `No call ${which} is in quarantine.`);
    return which === 'all' ? 0 : 1;
  }
  // What an operator asks for is not bound by the spool's size; the disk has the last word.
  const bounds = { maxBytes: Infinity, segmentBytes: Infinity, whenFull: 'drop-new' as const };
  const spool = openSpool({ dir, files, durability: 'disk', ...bounds, log, now: Date.now });
  let back = 0;
  try {
    for (const call of calls) if (await putBack(files, dir, spool, call, print)) back++;
  } finally {
    await spool.close();
  }
  print(`${back} of ${calls.length} put back. They are recorded at the next start.`);
  return back === calls.length ? 0 : 1;
}

async function putBack(
  files: SpoolFs,
  dir: string,
  spool: Spool,
  { name, callId }: QuarantinedCall,
  print: (line: string) => void,
): Promise<boolean> {
  const folder = quarantineDir(dir);
  let frames = 0;
  for (const { type, payload } of readCarry(files, folder, `${name}.seg`, new Set([callId]))) {
    if (!isFrame(type)) continue;
    if (!(await spool.append(type, [payload]))) {
      print(`${callId}: the disk has no room for it, or refuses to write. It stays in quarantine.`);
      return false;
    }
    frames++;
  }
  if (frames === 0) {
    print(`${callId}: its file holds no whole frame. It stays in quarantine.`);
    return false;
  }
  for (const file of [`${name}.seg`, `${name}.json`]) {
    if (files.sizeOf(path.join(folder, file)) !== null) files.remove(path.join(folder, file));
  }
  print(`${callId}: put back`);
  return true;
}

function isFrame(type: number): type is FrameType {
  return type > recordTypes.header && type <= highestType;
}
