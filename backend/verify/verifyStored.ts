import type { Pool } from 'pg';
import { scanCalls, type CallIdRange } from '../store';
import { checkCall } from './call/checkCall';
import type { Findings } from './finding';
import type { Tally } from './tally';

/** Proves every call whose id is in the range, one at a time. */
export async function verifyStored(
  pool: Pool,
  range: CallIdRange,
  tally: Tally,
  findings: Findings,
  onCall: () => void,
): Promise<void> {
  for await (const stored of scanCalls(pool, range)) {
    const { callId } = stored;
    checkCall(stored, tally, (code, message) => findings.add({ callId, code, message }));
    onCall();
  }
}
