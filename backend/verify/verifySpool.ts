import type { Pool } from 'pg';
import type { SpoolContents, SpoolMoment } from '../capture';
import { missingCalls, type CallIdRange } from '../store';
import type { Findings } from './finding';

/** What the spool still holds of the calls of a range. */
export interface SpoolTally {
  /** Calls that begin in it, stored or not. */
  calls: number;
  /** Whole, and not stored yet: the recorder comes to them. */
  waiting: number;
  /** Begun, and neither ended nor stored: in flight, or of a process that was killed. */
  open: number;
  quarantined: string[];
  /** Older than what is kept: stored, and dropped again. */
  expired: number;
}

export interface SpoolToVerify {
  contents: SpoolContents;
  pool: Pool;
  range: CallIdRange;
  /** Calls before this id have been dropped from the database by their age. */
  keptFrom: string;
}

const batchMoments = 1_000;

/** Every call of the spool that the recorder is done with is stored, or in quarantine. */
export async function verifySpool({ contents, pool, range, keptFrom }: SpoolToVerify, findings: Findings) {
  const tally: SpoolTally = { calls: 0, waiting: 0, open: 0, quarantined: [], expired: 0 };
  const open = new Set<string>();
  /** The recorder is done with them, and they are not stored. */
  const gone = new Set<string>();
  let notStored = 0;

  async function look(moments: SpoolMoment[]): Promise<void> {
    const starts = moments.filter(({ moment }) => moment === 'start');
    const missing = new Set(await missingCalls(pool, [...new Set(starts.map(({ callId }) => callId))]));
    tally.calls += starts.length;
    for (const { callId, moment, settled } of moments) {
      if (moment === 'end') open.delete(callId);
      else if (missing.has(callId) && settled) gone.add(callId);
      else if (missing.has(callId)) {
        notStored += 1;
        open.add(callId);
        // Put back from the quarantine.
        gone.delete(callId);
      }
    }
  }

  let batch: SpoolMoment[] = [];
  for (const found of contents.moments()) {
    if (found.callId < range.from || found.callId >= range.below) continue;
    batch.push(found);
    if (batch.length < batchMoments) continue;
    await look(batch);
    batch = [];
  }
  await look(batch);

  const inQuarantine = contents.quarantined().map(({ callId }) => callId);
  tally.quarantined = inQuarantine.filter((callId) => callId >= range.from && callId < range.below);
  for (const callId of tally.quarantined) gone.delete(callId);
  tally.open = open.size;
  tally.waiting = notStored - open.size;
  for (const callId of gone) {
    if (callId < keptFrom) tally.expired += 1;
    else
      findings.add({ callId, code: 'call_missing', message: 'the spool holds it as recorded, and it is not stored.' });
  }
  return tally;
}
