import { startDemoProvider, type DemoProvider } from '@lens/backend/demo';
import { Client } from 'pg';
import { runningPostgres } from '../../backend/store/postgres';
import { allCalls, recordedCall } from '../support/calls';
import { startLens } from '../support/lens';
import { startClients, startLoad, type SentCall } from '../support/load';
import { hangPostgres } from '../support/postmaster';
import { until } from '../support/until';
import { allProven } from '../support/verify';

jest.setTimeout(600_000);

/** The promise of the spool (L5): a process killed at any instant loses no call whose client had its answer. */

let provider: DemoProvider;

beforeAll(async () => {
  provider = await startDemoProvider();
});

afterAll(() => provider.stop());

/** Both directions are changed, of whole answers, streams and the arguments of tools. */
const config = `
policies:
  words: { use: text-replacement, options: { apply_to: request, rules: [{ find: Say, replace: Tell }] } }
  redact: { use: pii-redaction }
chain: [words, redact]
`;
const asks = ['hello', 'my account number', 'a refund', 'my statement'];

test('kill -9 in the middle of load, again and again: every answered call is stored once, the rest is interrupted', async () => {
  const env = { OPENAI_BASE_URL: provider.url };
  let lens = await startLens({ env, config });
  const sent: SentCall[] = [];
  for (const calls of [23, 61, 97, 131, 178]) {
    const load = startLoad(lens.url, { perSecond: 120, asks });
    await load.goOn(calls);
    await lens.kill();
    sent.push(...(await load.stop()));
    lens = await startLens({ env, dataDir: lens.dataDir });
  }

  const answered = sent.filter((call) => call.answered);
  const begun = sent.filter((call) => call.callId !== '' && !call.answered && !call.failed);
  const proof = await allProven(lens.dataDir);
  const stored = await allCalls(lens);
  const rows = new Map(stored.map((call) => [call.callId, call]));

  expect(stored.length).toBe(rows.size);
  expect(proof.calls).toBe(rows.size);
  expect(proof.changes).toBeGreaterThan(answered.length);
  expect(answered.length).toBeGreaterThan(400);
  expect(answered.filter((call) => rows.get(call.callId)?.status !== 'complete')).toEqual([]);
  // A client that saw the call id but not its end: the row exists and says which it was.
  const statuses = begun.map(({ callId }) => rows.get(callId)?.status ?? 'missing');
  expect(statuses.filter((status) => status !== 'interrupted' && status !== 'complete')).toEqual([]);
  expect(stored.filter((call) => call.status === 'interrupted').length).toBeGreaterThan(0);

  await lens.stop();
  lens.remove();
});

test('kill -9 between the turns of a conversation: what goes on with it is stored as what is new in it', async () => {
  const env = { OPENAI_BASE_URL: provider.url };
  let lens = await startLens({ env, config });
  const messages = [{ role: 'system', content: 'Say what the account number is. '.repeat(300) }];
  const callIds: string[] = [];
  for (const turn of ['one', 'two', 'three']) {
    messages.push({ role: 'user', content: `My account number, for the turn ${turn}?` });
    const answer = await fetch(`${lens.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer key', 'x-session-id': 'conversation' },
      body: JSON.stringify({ model: 'gpt-5', messages }),
    });
    callIds.push(await recordedCall(lens, answer));
    await lens.kill();
    lens = await startLens({ env, dataDir: lens.dataDir });
  }
  await allProven(lens.dataDir);
  const [first = 0, ...next] = await requestBytes(lens.dataDir, callIds);
  expect(first).toBeGreaterThan(9_000);
  for (const bytes of next) expect(bytes).toBeLessThan(1_000);
  await lens.stop();
  lens.remove();
});

/** What the requests of calls take in the database. */
async function requestBytes(dataDir: string, callIds: string[]): Promise<number[]> {
  const client = new Client({ connectionString: runningPostgres(dataDir) ?? '' });
  await client.connect();
  const { rows } = await client.query<{ bytes: number }>(
    `SELECT octet_length(original_raw) + coalesce(octet_length(final_raw), 0) AS bytes FROM stored_events
     WHERE call_id = ANY($1) AND event_type = 'request' ORDER BY sequence`,
    [callIds],
  );
  await client.end();
  return rows.map(({ bytes }) => bytes);
}

test('kill -9 with a spool that is nearly full: a backlog that outlives the process is worked off, and nothing is left out', async () => {
  const env = { OPENAI_BASE_URL: provider.url, LENS_SPOOL_BYTES: '3000000' };
  let lens = await startLens({ env });
  const sent: SentCall[] = [];
  for (let round = 0; round < 5; round += 1) {
    // On its own it may keep up with any load that this machine can make.
    const database = hangPostgres(lens.dataDir);
    const load = startClients(lens.url, { clients: 16, textLength: 20_000 });
    const { output } = lens;
    const isFull = () => output().includes('calls wait until the recorder has made room');
    await until(isFull, Boolean, { what: `the spool is nearly full in round ${round}` });
    database.resume();
    const before = load.sent.length;
    await until(
      () => load.sent.length,
      (calls) => calls > before + 20,
      { what: `calls go on in round ${round}` },
    );
    await lens.kill();
    sent.push(...(await load.stop()));
    expect(output()).not.toMatch(/not recorded/);
    lens = await startLens({ env, dataDir: lens.dataDir });
  }

  const answered = sent.filter((call) => call.answered);
  await allProven(lens.dataDir);
  const rows = new Map((await allCalls(lens)).map((call) => [call.callId, call.status]));
  expect(answered.length).toBeGreaterThan(100);
  expect(answered.filter(({ callId }) => rows.get(callId) !== 'complete')).toEqual([]);
  await lens.stop();
  lens.remove();
});
