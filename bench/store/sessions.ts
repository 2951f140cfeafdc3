/**
 * What sessions of fifty turns take in the database, each turn sent with the whole conversation before it. `npm run bench`
 * ends with it; alone: `node scripts/build.mjs --bench && node dist/bench/sessions.js [all|new|none] [sessions]`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { callRecordOf, type CallEnd, type CallStart } from '../../backend/call';
import { callEnd, callStart, exchange } from '../../backend/call/testing/facts';
import { createCallIds } from '../../backend/gateway/callId';
import { createProse } from '../prose';
import {
  createPool,
  createPostgresSink,
  findBinaries,
  keepPartitionsAhead,
  migrate,
  startPostgres,
} from '../../backend/store';

/** `all` (the default), `new` or `none`: what of the bodies SQL can read. */
const kept = process.argv[2] === 'new' || process.argv[2] === 'none' ? process.argv[2] : 'all';
const sessions = Number(process.argv[3] ?? 10);
const turns = 50;
const log = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-bench-'));
const server = await startPostgres({ dataDir, binaries: findBinaries(path.resolve('package.json')), log });
await migrate(server.connectionString, path.resolve('backend/store/migrations'));
const pool = createPool({ connectionString: server.connectionString, log });
await keepPartitionsAhead(pool, log, { now: Date.now() });
const sink = createPostgresSink(
  { connectionString: server.connectionString, ownServer: true, kept, transcriptKey: 'bench' },
  log,
);

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const callIdOf = createCallIds(Date.now, hex);
const prose = createProse(1);

const tools = Array.from({ length: 8 }, (_, index) => ({
  type: 'function',
  function: {
    name: `tool_${index}`,
    description: prose(400),
    parameters: { type: 'object', properties: { path: { type: 'string' } } },
  },
}));

function startOf(sessionId: string, request: string): CallStart {
  return callStart(0, {
    callId: callIdOf(),
    startedAt: Date.now() + 0.25,
    traceId: hex(16),
    spanId: hex(8),
    policies: ['no-op'],
    headers: {
      'user-agent': 'OpenAI/JS 6.1.0',
      'content-type': 'application/json',
      'x-stainless-lang': 'js',
      'x-stainless-package-version': '6.1.0',
      'x-stainless-retry-count': '0',
      'x-stainless-runtime': 'node',
      'x-stainless-runtime-version': 'v24.0.0',
    },
    sessionId,
    sessionIsRandom: true,
    callerHash: 'ca11e4',
    request: exchange(request),
  });
}

function endOf({ callId }: CallStart, answer: string): CallEnd {
  const took = 400 + Math.random() * 3_000;
  return callEnd(0, {
    callId,
    durationMs: took,
    headers: {
      'x-request-id': `req_${hex(16)}`,
      'content-type': 'application/json',
      'openai-processing-ms': String(Math.round(took)),
    },
    response: exchange(answer),
    timings: [
      { name: 'gateway.chat_completions', parent: -1, start: 0, end: took },
      { name: 'gateway.request_received', parent: 0, start: 0, end: 0.4135 },
      { name: 'control_plane.process_request', parent: 0, start: 0.4135, end: 0.5121 },
      { name: 'llm.completion', parent: 0, start: 0.5121, end: took - 0.3, spanId: hex(8) },
      { name: 'control_plane.process_full_response', parent: 0, start: took - 0.3, end: took - 0.1 },
    ],
  });
}

function answerOf(content: string): string {
  const message = { role: 'assistant', content, refusal: null, annotations: [] };
  return JSON.stringify({
    id: `chatcmpl-${hex(12)}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: 'gpt-5-2025-08-07',
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: 9_000,
      completion_tokens: 300,
      total_tokens: 9_300,
      prompt_tokens_details: { cached_tokens: 8_000 },
    },
    service_tier: 'default',
    system_fingerprint: null,
  });
}

let lastRequests = 0;
let requests = 0;
const began = performance.now();
const cpu = process.cpuUsage();
for (let session = 0; session < sessions; session += 1) {
  const sessionId = hex(16);
  const messages: object[] = [{ role: 'system', content: prose(2_000) }];
  for (let turn = 1; turn <= turns; turn += 1) {
    messages.push({ role: 'user', content: prose(700) });
    const content = prose(1_300);
    const request = JSON.stringify({ model: 'gpt-5', messages, temperature: 0.2, tools });
    const start = startOf(sessionId, request);
    const record = callRecordOf({ start, end: endOf(start, answerOf(content)), parts: [] });
    await sink.write([record], new AbortController().signal, () => undefined);
    requests += request.length;
    if (turn === turns) lastRequests += request.length;
    messages.push({ role: 'assistant', content });
  }
  // As the server does by itself in the time that fifty turns take.
  await pool.query('VACUUM call_words');
}
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
/** Of the server's processes for the recorder's connections: what the machine's other work does not change. */
const { rows: writers } = await pool.query<{ pid: number }>(
  `SELECT pid FROM pg_stat_activity WHERE application_name = 'luthien-lens recorder'`,
);
const serverCpuMs = writers.reduce((sum, { pid }) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return sum + (Number(fields[11]) + Number(fields[12])) * 10;
}, 0);
await pool.query('VACUUM ANALYZE');

const { rows: sizes } = await pool.query<{ name: string; heap: number; toast: number; indexes: number }>(
  `SELECT regexp_replace(relname, '_p\\d+$', '') AS name, pg_relation_size(oid)::float8 AS heap,
     coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0)::float8 AS toast, pg_indexes_size(oid)::float8 AS indexes
   FROM pg_class WHERE relname ~ '^(conversation|stored|call)_' AND relkind = 'r' AND pg_relation_size(oid) > 0`,
);
const { rows: indexes } = await pool.query<{ name: string; bytes: number }>(
  `SELECT relname AS name, pg_relation_size(oid)::float8 AS bytes FROM pg_class
   WHERE relkind = 'i' AND relname ~ '^(conversation|stored|call)_.*_p\\d+' AND pg_relation_size(oid) > 16384 ORDER BY 2 DESC`,
);
const { rows: columns } = await pool.query<Record<string, number>>(
  `SELECT avg(pg_column_size(packed_request_headers))::int AS request_headers,
     avg(pg_column_size(packed_response_headers))::int AS response_headers, avg(pg_column_size(packed_timings))::int AS timings
   FROM conversation_calls`,
);
const total = sizes.reduce((sum, { heap, toast, indexes: own }) => sum + heap + toast + own, 0);
const kb = (bytes: number) => Number((bytes / 1000).toFixed(1));
console.table(
  sizes.map(({ name, heap, toast, indexes: own }) => ({ name, heap: kb(heap), toast: kb(toast), indexes: kb(own) })),
);
console.table(indexes.map(({ name, bytes }) => ({ name, kb: kb(bytes) })));
console.log(columns[0]);
console.log({
  sentMB: kb(requests / 1000),
  lastRequestsMB: kb(lastRequests / 1000),
  storedMB: kb(total / 1000),
  timesTheLast: Number((total / lastRequests).toFixed(2)),
  bytesPerCall: Math.round(total / (sessions * turns)),
  recorderCpuMsPerCall: Number(((user + system) / 1000 / sessions / turns).toFixed(2)),
  serverCpuMsPerCall: Number((serverCpuMs / sessions / turns).toFixed(2)),
  callsPerSecond: Math.round((sessions * turns) / seconds),
});
await sink.close();
await pool.end();
await server.stop();
rmSync(dataDir, { recursive: true, force: true });
