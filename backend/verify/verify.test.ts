import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createCapture } from '../capture';
import { recordAudit } from '../store';
import { createPostgresSink } from '../store/postgresSink';
import type { Sink } from '../call';
import { callEnd, callId, callStart } from '../call/testing/facts';
import { memoryLog } from '../testing/memoryLog';
import { drain, memorySink, testRecorder } from '../capture/testing/recorder';
import { openTestSpool } from './testing/recordedCalls';
import { calls, storeCalls, type StoredCalls } from './testing/storedCalls';

/** What is stored is proven (L11), and what is in the spool is stored or on its way. */

let stored: StoredCalls;
const folders: string[] = [];
beforeAll(async () => (stored = await storeCalls()));
afterAll(async () => {
  await stored.stop();
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

test('calls of every kind are proven: changed, streamed, cut short, blocked, odd, kept in part', async () => {
  const { code, text } = await stored.verify();
  expect(text).toContain('PROVEN');
  expect(text).toMatch(/^18 calls, 37 events, 43 bodies of [\d.]+ KB/);
  expect(text).toContain('12 complete, 2 interrupted, 1 blocked, 1 upstream_failed, 1 aborted, 1 rejected');
  expect(text).toContain('5 by names, redact');
  expect(text).toContain('2 sides of which no row says who did what');
  expect(text).toContain('1 call too large to be kept whole');
  expect(text).toContain('2 bodies with what jsonb can’t hold, replaced');
  expect(code).toBe(0);
});

test('with `bodies_in_sql: none` there are no copies, neither of bodies nor of streams', async () => {
  await stored.damaged(`UPDATE stored_events SET original = NULL, final = NULL WHERE raw_kind IS NOT NULL`);
  const { code, text } = await stored.verify();
  await stored.damaged('SELECT');
  expect(text).toContain('PROVEN');
  expect(code).toBe(0);
});

describe('the spool', () => {
  /** A data folder with a spool of two whole calls and one that has not ended; a recorder with this sink was there. */
  async function dataDirWith(sink: Sink | null): Promise<string> {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-spool-'));
    folders.push(dataDir);
    const dir = path.join(dataDir, 'spool');
    const spool = openTestSpool(dir);
    const capture = createCapture(spool);
    for (const index of [100, 101]) {
      void capture.start(callStart(index));
      void capture.end(callEnd(index));
    }
    if (sink !== null) {
      const recorder = testRecorder(dir, [sink]);
      await drain(recorder);
      await recorder.stop();
    }
    void capture.start(callStart(102));
    await spool.close();
    return dataDir;
  }

  test('calls that are ahead of the checkpoint are on their way, and prove nothing wrong', async () => {
    const dataDir = await dataDirWith(null);
    const { code, text } = await stored.verify([], { dataDir });
    expect(text).toContain('3 calls still in it, 2 not stored yet, 1 not ended yet');
    expect(code).toBe(0);
  });

  test('calls that the recorder says are stored, and are not, are missing', async () => {
    const dataDir = await dataDirWith(memorySink());
    const { code, text } = await stored.verify([], { dataDir });
    expect(text).toContain('WRONG: 2 findings about 2 calls.');
    expect(text).toContain(`${callId(100)}  call_missing`);
    expect(text).toContain(`${callId(101)}  call_missing`);
    expect(text).not.toContain(callId(102));
    expect(code).toBe(1);
  });

  test('what the documentation advises brings them back: without its checkpoint the spool is delivered again', async () => {
    const dataDir = await dataDirWith(memorySink());
    fs.rmSync(path.join(dataDir, 'spool', 'checkpoint.json'));
    const sink = createPostgresSink({ ...stored.database, ownServer: false }, memoryLog());
    const recorder = testRecorder(path.join(dataDir, 'spool'), [sink]);
    await drain(recorder);
    await recorder.stop();
    const { code, text } = await stored.verify([], { dataDir });
    expect(text).toMatch(/^20 calls/);
    expect(text).toContain('3 calls still in it, 1 not ended yet');
    expect(code).toBe(0);
    await stored.damaged('SELECT');
  });

  test('calls that were erased while the spool still holds them are not missing', async () => {
    const dataDir = await dataDirWith(memorySink());
    const { pool } = stored.database;
    for (const id of [callId(100), callId(101)])
      await recordAudit(pool, { who: 'ada', action: 'erased', callId: id, details: {} });
    const { code, text } = await stored.verify([], { dataDir });
    await pool.query('TRUNCATE audit_log');
    expect(text).toContain('3 calls still in it, 1 not ended yet');
    expect(code).toBe(0);
  });

  test('calls that retention dropped again are not missing', async () => {
    const dataDir = await dataDirWith(memorySink());
    const { code, text } = await stored.verify([], { dataDir, retentionDays: 1 });
    expect(text).toContain('2 dropped again by their age');
    expect(code).toBe(0);
  });

  test('calls in quarantine are named as such', async () => {
    const dataDir = await dataDirWith(memorySink({ write: () => Promise.reject(new RangeError('bad row')) }));
    const { code, text } = await stored.verify([], { dataDir });
    expect(text).toContain('2 in quarantine (npm run spool -- quarantine)');
    expect(code).toBe(0);
  });

  test('a data folder without a spool is told of', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-spool-'));
    folders.push(dataDir);
    expect((await stored.verify([], { dataDir })).text).toContain('none in this data folder');
  });
});

describe('what is looked at', () => {
  test('--call looks at one call, and says when it is nowhere', async () => {
    expect((await stored.verify(['--call', calls.stream])).text).toMatch(/^1 call, 2 events/);
    const { code, text } = await stored.verify(['--call', callId(999)]);
    expect(text).toContain('no such call is stored, nor is it in the spool');
    expect(code).toBe(1);
  });

  test('--since and --until bound the time of the calls', async () => {
    expect((await stored.verify(['--since', '1h'])).text).toContain('No call is stored: nothing to prove.');
    expect((await stored.verify(['--until', '2025-10-08T00:00:00Z'])).text).toContain('nothing to prove');
    const all = await stored.verify(['--since', '2025-10-08T00:00:00Z', '--until', '2025-10-10T00:00:00Z']);
    expect(all.text).toMatch(/^18 calls/);
  });

  test('--json gives the same for machines', async () => {
    await stored.damaged(`UPDATE conversation_calls SET request_bytes = 7 WHERE call_id = '${calls.plain}'`);
    const { code, text } = await stored.verify(['--json']);
    expect(code).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      proven: false,
      calls: 18,
      changes: 5,
      policies: ['names', 'redact'],
      findingsTotal: 1,
      findings: [{ callId: calls.plain, code: 'size_wrong' }],
    });
  });

  test.each([[['--since', 'yesterday']], [['--since', '1h', '--call', callId(1)]], [['--everything']], [['x']]])(
    '%j is not understood, which says where to read on',
    async (args) => {
      await expect(stored.verify(args)).rejects.toThrow(/npm run verify -- --help/);
    },
  );
});

test('of very many findings the first are told, and the others counted', async () => {
  await stored.damaged('UPDATE conversation_calls SET request_bytes = 700000, policy_events = 9');
  const { text } = await stored.verify();
  expect(text).toMatch(/WRONG: \d+ findings about 18 calls\./);
  expect(text.match(/^0199c1d2-.* {2}\w+$/gm)).toHaveLength(20);
  expect(text).toMatch(/^and \d+ more findings, of all: .*18 count_wrong/m);
});

test('a body is never printed, nor what a policy took out', async () => {
  await stored.damaged(
    `UPDATE stored_events SET original = '"x"', final = '"y"', final_raw = original_raw, steps = NULL, raw_kind = 'text'`,
  );
  const { text } = await stored.verify();
  for (const secret of ['Ann', 'zorq', 'Kenobi', 'blocked"', 'gpt-5']) expect(text).not.toContain(secret);
});

test('a database that goes away meanwhile could not be read to its end, which is no finding', async () => {
  const { pool } = stored.database;
  const reader = "FROM pg_stat_activity WHERE application_name = 'luthien-lens verify'";
  const holder = await pool.connect();
  await holder.query('BEGIN; LOCK TABLE conversation_calls IN ACCESS EXCLUSIVE MODE');
  const reading = stored.verify().then(
    ({ text }) => text,
    (error: unknown) => String(error),
  );
  while ((await pool.query(`SELECT ${reader} AND wait_event_type = 'Lock'`)).rowCount === 0);
  await pool.query(`SELECT pg_terminate_backend(pid) ${reader}`);
  expect(await reading).toContain('What is stored could not be read to its end: terminating connection');
  await holder.query('ROLLBACK');
  holder.release();
});

/** Last: it takes the keys away. */
test('a call and an event that are there twice are found once the keys are gone', async () => {
  await stored.damaged(`
    ALTER TABLE conversation_calls DROP CONSTRAINT conversation_calls_pkey CASCADE;
    ALTER TABLE stored_events DROP CONSTRAINT stored_events_pkey CASCADE;
    INSERT INTO conversation_calls (${stored.callColumns}) SELECT * FROM saved_calls WHERE call_id = '${calls.plain}';
    INSERT INTO stored_events (id, call_id, event_type, sequence, created_at, original, raw_kind, raw_encoding, steps)
      SELECT id, call_id, event_type, sequence, created_at, original, raw_kind, raw_encoding, steps FROM saved_events
      WHERE call_id = '${calls.redacted}' AND raw_kind IS NULL`);
  const { code, text } = await stored.verify();
  expect(text).toContain(`${calls.plain}  call_twice`);
  expect(text).toContain(`${calls.redacted}  event_twice`);
  expect(code).toBe(1);
});
