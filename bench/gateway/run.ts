/**
 * `npm run bench [-- seconds rounds]`: the provider directly, the floor, and the gateway with capture off, with capture on,
 * with telemetry beside it and with the redaction policy, side by side in one run. Prints a Markdown table for each kind of
 * call, and one of what was to be reached; bench/README.md keeps the results.
 */
import path from 'node:path';
import { fullLoad, steadyLoad, type LoadResult } from './load';
import { startLens, startProgram, usageOf, type Target } from './processes';
import { recorded, type Recording } from './recorded';
import { shapes, type Shape } from './shapes';
import { printAims } from './aims';
import { printTables, type Row } from './tables';

const dist = path.resolve(process.argv[2] ?? 'dist');
/** Longer than any rest of the recorder, and than the bench's spool has room. */
const seconds = Number(process.argv[3] ?? 40);
const rounds = Number(process.argv[4] ?? 1);
/** What records nothing has no steady state to wait for. */
const shortSeconds = Math.min(seconds, 10);
const warmSeconds = 1;
/** What has just been started has none of its code compiled; the others have run since the rounds before. */
const freshWarmSeconds = Math.min(seconds, 5);
const burstSeconds = Math.min(seconds / 2, 5);
const steadyRate = 300;
const steadySeconds = Math.min(seconds, 8);
/** A recorder that has kept up for ten seconds goes to the background, where it is to be whenever nothing is late. */
const settleSeconds = Math.min(seconds, 13);
/** Full within seconds: the rest of a round is the steady state, where no more is answered than is stored. */
const spoolBytes = 256 * 1024 * 1024;

const yamlFor = (provider: string, rest: string) =>
  `upstreams:\n  openai: { api: openai, base_url: "${provider}" }\n${rest}`;

const boundedSpool = `capture: { spool_bytes: ${spoolBytes} }\n`;
const redaction = 'policies:\n  pii: { use: pii-redaction }\nchain: [pii]\n';

/** What has no switch, the metrics, is there in every row. */
const withoutTelemetry = { LENS_LOG_RECORDS: 'false', LENS_LIVE_RECORDS: 'false' };
/** Spans over OTLP and as JSON, records in the log, in Loki and on the live feed, of the part of calls that is sampled unasked. */
const telemetryTo = (url: string) => ({
  OTEL_ENDPOINT: url,
  LENS_TRACES_JSON_URL: url,
  LOKI_URL: url,
  LENS_LOG_RECORDS: 'true',
});

const tell = (message: string) => process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  const bundled = (name: string) => path.join(dist, 'bench', `${name}.js`);
  const provider = await startProgram(bundled('provider'), [], 'provider directly');
  const sinks = await startProgram(bundled('sinks'), [], 'sinks');
  const targets = [
    { ...provider, pid: null },
    await startProgram(bundled('floor'), [provider.url], 'floor: node:http + undici'),
    await startLens('Lens, capture off', dist, yamlFor(provider.url, 'capture: { mode: "off" }\n')),
    await startRecording('Lens, capture on', yamlFor(provider.url, ''), withoutTelemetry),
    await startRecording('Lens, capture on, redaction', yamlFor(provider.url, redaction), withoutTelemetry),
    await startRecording('Lens, capture on, telemetry on', yamlFor(provider.url, ''), telemetryTo(sinks.url)),
  ];
  const rows: Row[] = [];
  for (const shape of shapes) rows.push(...(await measure(shape, targets)));
  printTables(rows, steadyRate);
  printAims(rows);
  for (const target of [...targets, sinks]) await target.stop();
}

async function startRecording(name: string, yaml: string, env: Readonly<Record<string, string>>): Promise<Target> {
  const start = (rest: string) => startLens(name, dist, yaml + rest, env);
  return { ...(await start(boundedSpool)), unbounded: () => start('') };
}

/**
 * The targets take turns in each round, so that what else the machine does meets all of them: the best round counts for
 * throughput. Each begins when the recorder has caught up with those before it.
 */
async function measure(shape: Shape, targets: Target[]): Promise<Row[]> {
  for (const target of targets) await recorded(target, warmSeconds, full(target, shape));
  const byTarget = new Map<Target, Round[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [target, measured] of byTarget) {
      const done = await measureRound(shape, target);
      measured.push(done);
      tell(`${shape.label} · ${target.name}: ${done.perSecond.toFixed(0)}/s`);
    }
  }
  return targets.map((target) => summary(shape, target, byTarget.get(target) ?? []));
}

interface Round {
  failed: number;
  calls: number;
  burstPerSecond: number;
  perSecond: number;
  longestMs: number;
  steady: LoadResult;
  cpuSeconds: number | null;
  rssMb: number | null;
  recording: Recording | null;
}

const full = (target: Target, shape: Shape) => (forSeconds: number) => fullLoad(target.url, shape.next, forSeconds);

async function measureRound(shape: Shape, target: Target): Promise<Round> {
  const atRate = (forSeconds: number) => steadyLoad(target.url, shape.next, steadyRate, forSeconds);
  if (target.store !== null) await recorded(target, settleSeconds, atRate);
  const { result: steady } = await recorded(target, steadySeconds, atRate);
  const roundSeconds = target.store === null ? shortSeconds : seconds;
  const first = target.unbounded === undefined ? null : await burstOn(await target.unbounded(), shape);
  const before = target.pid === null ? null : usageOf(target.pid);
  const { result, recording } = await recorded(target, roundSeconds, full(target, shape));
  const after = target.pid === null ? null : usageOf(target.pid);
  return {
    failed: steady.failed + result.failed + (first?.failed ?? 0),
    calls: result.calls,
    burstPerSecond: (first ?? result).perSecond(0, burstSeconds),
    perSecond: result.perSecond(roundSeconds / 2, roundSeconds),
    longestMs: result.longest,
    steady,
    cpuSeconds: before && after && after.cpuSeconds - before.cpuSeconds,
    rssMb: after && after.rssMb,
    recording,
  };
}

/** The spool of a round is so small that the recorder is at work from the first second on. */
async function burstOn(target: Target, shape: Shape): Promise<LoadResult> {
  await recorded(target, freshWarmSeconds, full(target, shape));
  const result = await fullLoad(target.url, shape.next, burstSeconds);
  await target.stop();
  return result;
}

/** Throughput of the best round, latency of the quietest; what was not recorded or failed of all. */
function summary(shape: Shape, target: Target, measured: Round[]): Row {
  const best = measured.toSorted((a, b) => b.perSecond - a.perSecond)[0];
  const quietest = measured.toSorted((a, b) => a.steady.p99 - b.steady.p99)[0];
  if (!best || !quietest) throw new Error('at least one round is needed');
  const sum = (value: (round: Round) => number | null) =>
    measured.reduce<number | null>((total, round) => add(total, value(round)), 0);
  const cpuSeconds = sum((round) => round.cpuSeconds);
  const cpuMsPerCall = cpuSeconds === null ? null : (cpuSeconds * 1000) / (sum((round) => round.calls) ?? 0);
  const failed = sum((round) => round.failed) ?? 0;
  const notRecorded = sum((round) => round.recording && round.recording.notRecorded);
  return { shape, target, ...best, steady: quietest.steady, failed, cpuMsPerCall, notRecorded };
}

function add(total: number | null, value: number | null): number | null {
  return total === null || value === null ? null : total + value;
}

await main();
