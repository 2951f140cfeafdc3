import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBinaries } from '../../store';
import { silentLog } from '../../log';
import { startTestDatabase, type TestDatabase } from '../../store/testing/testDatabase';
import { verifyCommand, type VerifyCommand } from '../verifyCommand';
import { recordCalls } from './recordedCalls';

export { calls } from './recordedCalls';

/** Calls of every kind in a database of their own, that can be damaged and put right again. */
export interface StoredCalls {
  database: TestDatabase;
  /** What of `conversation_calls` is written, and not computed: all of `saved_calls`, where the rows as recorded are. */
  callColumns: string;
  /** Puts back what was recorded, then does this to it, unhindered by keys to other tables. */
  damaged(sql: string): Promise<void>;
  verify(
    args?: string[],
    changes?: Partial<VerifyCommand & VerifyCommand['storage']>,
  ): Promise<{ code: number; text: string }>;
  stop(): Promise<void>;
}

/** Of an event without pieces. */
export const eventColumns =
  'id, call_id, event_type, sequence, created_at, original, final, original_raw, final_raw, raw_kind, raw_encoding, steps';

export async function storeCalls(): Promise<StoredCalls> {
  const database = await startTestDatabase();
  const { pool, connectionString } = database;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-'));
  await recordCalls(path.join(dataDir, 'spool'), connectionString);
  const { rows } = await pool.query<{ columns: string }>(
    `SELECT string_agg(attname, ', ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = 'conversation_calls'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
  );
  const callColumns = rows[0]?.columns ?? '';
  await pool.query(`CREATE TABLE saved_calls AS SELECT ${callColumns} FROM conversation_calls`);
  await pool.query(`CREATE TABLE saved_events AS SELECT * FROM stored_events`);

  return {
    database,
    callColumns,
    damaged: async (sql) => {
      await pool.query(`
        BEGIN;
        SET LOCAL session_replication_role = replica;
        TRUNCATE conversation_calls, stored_events;
        INSERT INTO conversation_calls (${callColumns}) SELECT * FROM saved_calls;
        INSERT INTO stored_events SELECT * FROM saved_events;
        ${sql};
        COMMIT`);
    },
    async verify(args = [], changes = {}) {
      let text = '';
      const code = await verifyCommand({
        args,
        storage: { dataDir, databaseUrl: connectionString, retentionDays: 36_500, ...changes },
        findBinaries: () => findBinaries(path.resolve('package.json')),
        print: (more) => (text += `${more}\n`),
        terminal: process.stderr,
        log: silentLog,
        now: Date.now,
        ...changes,
      });
      return { code, text };
    },
    async stop() {
      await database.stop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
