/**
 * What telemetry takes of the recorder for a small call that is sampled, in microseconds of processor time, with all that
 * it is sent to on: `node scripts/build.mjs --bench && node dist/bench/sampledCall.js`.
 */
import { openSync } from 'node:fs';
import path from 'node:path';
import { callRecordOf, type CallRecord, type Sink } from '../../backend/call';
import { callEnd, callStart, exchange } from '../../backend/call/testing/facts';
import { loadConfig } from '../../backend/config';
import { createLokiClient, lokiDestination } from '../../backend/loki';
import { createRecordSinks, fileLines, payloadLimits } from '../../backend/records';
import { createTraceSinks } from '../../backend/tracing';
import { startProgram } from '../gateway/processes';
import { createProse } from '../prose';

const rounds = 12;
const calls = 500;
const batch = 100;

const prose = createProse(1);
const log = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };
const timings = [
  { name: 'gateway.chat_completions', parent: -1, start: 0, end: 4.5 },
  { name: 'gateway.request_received', parent: 0, start: 0, end: 0.5 },
  { name: 'llm.completion', parent: 0, start: 1, end: 4 },
];
const asked = (text: string) => JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: text }] });
const answered = (content: string) =>
  JSON.stringify({ id: 'c1', model: 'gpt-5', choices: [{ index: 0, message: { role: 'assistant', content } }] });

function record(index: number, isRedacted: boolean): CallRecord {
  const text = prose(700);
  const original = answered(`Your account number is 1234-5678-9012. ${text}`);
  const response = exchange(original, isRedacted ? answered(`Your account number is [REDACTED]. ${text}`) : null);
  const start = callStart(index, { request: exchange(asked(prose(300))) });
  return callRecordOf({ start, parts: [], end: callEnd(index, { response, timings }) });
}

const dist = path.resolve('dist');
const { url, stop } = await startProgram(path.join(dist, 'bench', 'sinks.js'), [], 'sinks');
const env = { OTEL_ENDPOINT: url, LENS_TRACES_JSON_URL: url, LOKI_URL: url };
const { telemetry, loki } = loadConfig({ file: null, env });
const destinations = [
  fileLines('records log', openSync('/dev/null', 'w')),
  lokiDestination('records loki', createLokiClient({ ...loki, url })),
];
const sinks: Record<string, Sink[]> = {
  'spans, over OTLP and as JSON': createTraceSinks({ ...telemetry, version: 'bench', servers: {} }, env, log),
  'records, in the log and in Loki': createRecordSinks(destinations, {
    service: 'bench',
    limits: payloadLimits.bounded,
    streamChunks: false,
    tellFeed: () => Promise.resolve(),
  }),
};

const { signal } = new AbortController();
for (const isRedacted of [false, true]) {
  for (const [name, all] of Object.entries(sinks)) {
    let best = Infinity;
    for (let round = 0; round < rounds; round += 1) {
      const records = Array.from({ length: calls }, (_, index) => record(index, isRedacted));
      const before = process.cpuUsage();
      for (let at = 0; at < calls; at += batch) {
        const some = records.slice(at, at + batch);
        await Promise.all(all.map((sink) => sink.write(some, signal, () => undefined)));
      }
      const { user, system } = process.cpuUsage(before);
      // The quietest round: the others measure the machine's other work too.
      best = Math.min(best, (user + system) / calls);
    }
    console.log(`${isRedacted ? 'redacted' : 'as it came'} · ${name}: ${best.toFixed(0)} µs`);
  }
}
for (const sink of Object.values(sinks).flat()) await sink.close();
await stop();
