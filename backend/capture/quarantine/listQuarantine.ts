import type { SpoolFs } from '../spool/fs';
import { quarantined } from './quarantine';

/** One line a call: its id, how much it is, since when it is there and why. */
export function listQuarantine(files: SpoolFs, dir: string, print: (line: string) => void): number {
  const calls = quarantined(files, dir);
  for (const { callId, bytes, at, reason } of calls) print(`${callId}  ${bytes} bytes  ${at}  ${reason}`);
  print(calls.length === 0 ? 'No call is in quarantine.' : `${calls.length} in quarantine.`);
  return 0;
}
