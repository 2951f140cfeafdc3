/**
 * `npm run bench`: the provider directly, the floor, and the gateway with capture off, with capture on and with the
 * redaction policy, side by side in one run. Prints a Markdown table; bench/README.md keeps the results.
 */
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findBinaries, startPostgres } from '@lens/backend/store';
import { Pool } from 'pg';
import { fullLoad, steadyLoad, type LoadResult } from './load';
import { startLens, startProgram, usageOf, type Target } from './processes';
import { shapes, type Shape } from './shapes';
import { printTables, type Row } from './tables';

const dist = path.resolve(process.argv[2] ?? 'dist');
const seconds = Number(process.argv[3] ?? 6);
const rounds = Number(process.argv[4] ?? 2);
const steadyRate = 300;

const yamlFor = (provider: string, rest: string) =>
  `upstreams:\n  openai: { api: openai, base_url: "${provider}" }\n${rest}`;

const redaction = 'policies:\n  pii: { use: pii-redaction }\nchain: [pii]\n';

const quiet = () => undefined;
const tell = (message: string) => process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  const dataDir = path.join(os.tmpdir(), `lens-bench-pg-${process.pid}`);
  const postgres = await startPostgres({
    dataDir,
    binaries: findBinaries(import.meta.url),
    log: { info: quiet, warn: tell, error: tell },
  });
  const pool = new Pool({ connectionString: postgres.connectionString, max: 2 });
  const bundled = (name: string) => path.join(dist, 'bench', `${name}.js`);
  const provider = await startProgram(bundled('provider'), [], 'provider directly');
  const database = postgres.connectionString;
  const targets = [
    { ...provider, pid: null },
    await startProgram(bundled('floor'), [provider.url], 'floor: node:http + undici'),
    await startLens('Lens, capture off', dist, yamlFor(provider.url, 'capture: { mode: "off" }\n'), database),
    await startLens('Lens, capture on', dist, yamlFor(provider.url, ''), database),
    await startLens('Lens, capture on, redaction', dist, yamlFor(provider.url, redaction), database),
  ];
  const rows: Row[] = [];
  for (const shape of shapes) rows.push(...(await measure(shape, targets, pool)));
  printTables(rows, steadyRate);
  for (const target of targets) await target.stop();
  await pool.end();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/**
 * The targets take turns in each round, so that what else the machine does meets all of them: the best round counts for
 * throughput. Each begins when the recorder has caught up with those before it.
 */
async function measure(shape: Shape, targets: Target[], pool: Pool): Promise<Row[]> {
  for (const target of targets) await fullLoad(target.url, shape.request, 1);
  await drained(pool);
  const byTarget = new Map<Target, Round[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [target, measured] of byTarget) {
      measured.push(await measureRound(shape, target, pool));
      tell(`${shape.label} · ${target.name}: ${measured.at(-1)?.full.perSecond.toFixed(0)}/s`);
    }
  }
  return targets.map((target) => summary(shape, target, byTarget.get(target) ?? []));
}

interface Round {
  full: LoadResult;
  steady: LoadResult;
  cpuSeconds: number | null;
  rssMb: number | null;
  backlog: number | null;
  drainSeconds: number | null;
  lost: number | null;
}

async function measureRound(shape: Shape, target: Target, pool: Pool): Promise<Round> {
  const isCaptured = target.name.includes('capture on');
  const before = await storedCalls(pool);
  const usage = target.pid === null ? null : usageOf(target.pid);
  const full = await fullLoad(target.url, shape.request, seconds);
  const rssMb = target.pid === null ? null : usageOf(target.pid).rssMb;
  const backlog = isCaptured ? full.calls - ((await storedCalls(pool)) - before) : null;
  const drainSeconds = isCaptured ? await drained(pool) : null;
  const cpuSeconds = usage && target.pid !== null ? usageOf(target.pid).cpuSeconds - usage.cpuSeconds : null;
  const lost = isCaptured ? full.calls - ((await storedCalls(pool)) - before) : null;
  const steady = await steadyLoad(target.url, shape.request, steadyRate, seconds);
  if (isCaptured) await drained(pool);
  return { full, steady, cpuSeconds, rssMb, backlog, drainSeconds, lost };
}

/** Throughput of the best round, latency of the quietest; what was lost or failed of all. */
function summary(shape: Shape, target: Target, measured: Round[]): Row {
  const best = measured.toSorted((a, b) => b.full.perSecond - a.full.perSecond)[0];
  const quietest = measured.toSorted((a, b) => a.steady.p99 - b.steady.p99)[0];
  if (!best || !quietest) throw new Error('at least one round is needed');
  const sum = (value: (round: Round) => number | null) =>
    measured.reduce<number | null>((total, round) => add(total, value(round)), 0);
  const { full, rssMb, backlog, drainSeconds } = best;
  const cpuSeconds = sum((round) => round.cpuSeconds);
  const calls = sum((round) => round.full.calls) ?? 0;
  const failed = sum((round) => round.full.failed + round.steady.failed) ?? 0;
  const cpuMsPerCall = cpuSeconds === null ? null : (cpuSeconds * 1000) / calls;
  const lost = sum((round) => round.lost);
  return { shape, target, full, steady: quietest.steady, failed, cpuMsPerCall, rssMb, backlog, drainSeconds, lost };
}

function add(total: number | null, value: number | null): number | null {
  return total === null || value === null ? null : total + value;
}

async function storedCalls(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM conversation_calls');
  return Number(rows[0]?.count ?? 0);
}

/** Seconds until the number of stored calls stands still for a second and a half; at most five minutes. */
async function drained(pool: Pool): Promise<number> {
  const started = Date.now();
  let last = -1;
  let lastChange = started;
  while (Date.now() - lastChange < 1500 && Date.now() - started < 300_000) {
    const now = await storedCalls(pool).catch(() => 0);
    if (now !== last) lastChange = Date.now();
    last = now;
    await wait(100);
  }
  return (lastChange - started) / 1000;
}

await main();
