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

const dist = path.resolve(process.argv[2] ?? 'dist');
const seconds = Number(process.argv[3] ?? 6);
const rounds = Number(process.argv[4] ?? 2);
const steadyRate = 300;

interface Row {
  shape: Shape;
  target: Target;
  full: LoadResult;
  steady: LoadResult;
  cpuMsPerCall: number | null;
  rssMb: number | null;
  /** Calls not yet in the database when the load ended, the seconds until they were, and those that never came. */
  backlog: number | null;
  drainSeconds: number | null;
  lost: number | null;
}

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
  for (const shape of shapes) {
    for (const target of targets) rows.push(await measure(shape, target, pool));
  }
  print(rows);
  for (const target of targets) await target.stop();
  await pool.end();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Best of the rounds for throughput (the machine is shared), one run at the fixed rate for latency. */
async function measure(shape: Shape, target: Target, pool: Pool): Promise<Row> {
  await fullLoad(target.url, shape.request, 1);
  await drained(pool);
  const before = await storedCalls(pool);
  const usage = target.pid === null ? null : usageOf(target.pid);
  const captured = target.name.includes('capture on');
  let best: LoadResult | null = null;
  let sent = 0;
  let rssMb: number | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const result = await fullLoad(target.url, shape.request, seconds);
    sent += result.calls;
    if (target.pid !== null) rssMb = Math.max(rssMb ?? 0, usageOf(target.pid).rssMb);
    if (!best || result.perSecond > best.perSecond) best = result;
  }
  if (!best) throw new Error('at least one round is needed');
  const backlog = captured ? sent - ((await storedCalls(pool)) - before) : null;
  const drainSeconds = captured ? await drained(pool) : null;
  const cpu = usage && target.pid !== null ? usageOf(target.pid).cpuSeconds - usage.cpuSeconds : null;
  const lost = captured ? sent - ((await storedCalls(pool)) - before) : null;
  const steady = await steadyLoad(target.url, shape.request, steadyRate, seconds);
  await drained(pool);
  process.stderr.write(`${shape.label} · ${target.name}: ${best.perSecond.toFixed(0)}/s, ${best.failed} failed\n`);
  return {
    shape,
    target,
    full: best,
    steady,
    cpuMsPerCall: cpu === null ? null : (cpu * 1000) / sent,
    rssMb,
    backlog,
    drainSeconds,
    lost,
  };
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

function print(rows: Row[]): void {
  const number = (value: number | null, digits = 0) => (value === null ? '–' : value.toFixed(digits));
  const line = (cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  for (const shape of shapes) {
    const own = rows.filter((row) => row.shape === shape);
    const direct = own[0];
    const floor = own[1];
    process.stdout.write(`\n### ${shape.label}\n\n`);
    line([
      '',
      'calls/s',
      'of the floor',
      `added p50 at ${steadyRate}/s, ms`,
      'added p99, ms',
      'failed',
      'CPU s per 1,000 calls',
      'RSS MB',
      'backlog',
      'drained in s',
      'lost',
    ]);
    line(Array.from({ length: 11 }, () => '---'));
    for (const row of own) {
      line([
        row.target.name,
        number(row.full.perSecond),
        floor ? `${number((row.full.perSecond / floor.full.perSecond) * 100)} %` : '–',
        direct && row !== direct
          ? number(row.steady.p50 - direct.steady.p50, 2)
          : number(row.steady.p50, 2) + ' (whole)',
        direct && row !== direct
          ? number(row.steady.p99 - direct.steady.p99, 2)
          : number(row.steady.p99, 2) + ' (whole)',
        String(row.full.failed + row.steady.failed),
        number(row.cpuMsPerCall, 3),
        number(row.rssMb),
        number(row.backlog),
        number(row.drainSeconds, 1),
        number(row.lost),
      ]);
    }
  }
}

await main();
