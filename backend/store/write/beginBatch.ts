import { escapeLiteral, type ClientBase, type QueryResult } from 'pg';
import { erasureLock } from '../partitions/locks';

/** What counts until the end of a transaction that builds on what is stored. */
export interface Standing {
  /** How many erasures there have been. */
  erasures: string;
  /** The process whose claim on the recorder's transcripts counts; null where there is none, left out where nobody asked. */
  instance?: string | null;
}

/** Begins a transaction until whose end nothing is erased or claimed. */
export async function beginBatch(client: ClientBase, recorder: string | null = null): Promise<Standing> {
  const claim =
    recorder === null
      ? ''
      : `, (SELECT instance FROM transcript_claims WHERE recorder = ${escapeLiteral(recorder)}) AS instance`;
  const results: unknown = await client.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock_shared(${erasureLock});
    SELECT last_value + is_called::integer AS erasures ${claim} FROM erasures`);
  // Of several statements there are several results, whatever the type says.
  const last = (results as QueryResult<Standing>[]).at(-1);
  return last?.rows[0] ?? { erasures: '' };
}
