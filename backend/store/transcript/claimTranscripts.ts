import type { ClientBase } from 'pg';
import { codeOf } from '../../errors';
import { erasureLock } from '../partitions/locks';

/** Writers hold the lock for as long as a batch takes: nobody is held up behind this for long. */
const lockPatienceMs = 1_000;
/** 55P03 */
const notAvailable = '55P03';
/** Of data folders that are gone. */
const longestClaimDays = 400;

export interface Claim {
  recorder: string;
  instance: string;
}

/**
 * Takes what a recorder has stored for this process: whoever had it sees that in the next transaction, and none is under
 * way, also of connections that were lost. Again, it is taken only from itself. False when that took too long, or it is
 * another's.
 */
export async function claimTranscripts(
  client: ClientBase,
  { recorder, instance }: Claim,
  isAgain: boolean,
): Promise<boolean> {
  try {
    await client.query(
      `BEGIN; SET LOCAL lock_timeout = ${lockPatienceMs}; SELECT pg_advisory_xact_lock(${erasureLock})`,
    );
    const { rowCount } = await client.query(
      `INSERT INTO transcript_claims AS claims (recorder, instance) VALUES ($1, $2)
       ON CONFLICT (recorder) DO UPDATE SET instance = excluded.instance, claimed_at = now()
       WHERE NOT $3 OR claims.instance = excluded.instance`,
      [recorder, instance, isAgain],
    );
    await client.query(`DELETE FROM transcript_claims WHERE claimed_at < now() - interval '${longestClaimDays} days'`);
    await client.query('COMMIT');
    return rowCount === 1;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (codeOf(error) === notAvailable) return false;
    throw error;
  }
}
