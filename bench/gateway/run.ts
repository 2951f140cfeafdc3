/**
 * `npm run bench`: the provider directly, the floor, and the gateway with capture off, with capture on and with the
 * redaction policy, side by side in one run. Prints a Markdown table; bench/README.md keeps the results.
 */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fullLoad, steadyLoad, type LoadResult } from './load';
import { startLens, startProgram, usageOf, type Target } from './processes';
import { shapes, type Shape } from './shapes';
import { printTables, type Row } from './tables';

const dist = path.resolve(process.argv[2] ?? 'dist');
const seconds = Number(process.argv[3] ?? 6);
const rounds = Number(process.argv[4] ?? 2);
const steadyRate = 300;
/** After this nothing more is expected to be stored. */
const standstillMs = 30_000;

const yamlFor = (provider: string, rest: string) =>
  `upstreams:\n  openai: { api: openai, base_url: "${provider}" }\n${rest}`;

const redaction = 'policies:\n  pii: { use: pii-redaction }\nchain: [pii]\n';

const tell = (message: string) => process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  const bundled = (name: string) => path.join(dist, 'bench', `${name}.js`);
  const provider = await startProgram(bundled('provider'), [], 'provider directly');
  const targets = [
    { ...provider, pid: null },
    await startProgram(bundled('floor'), [provider.url], 'floor: node:http + undici'),
    await startLens('Lens, capture off', dist, yamlFor(provider.url, 'capture: { mode: "off" }\n'), false),
    await startLens('Lens, capture on', dist, yamlFor(provider.url, ''), true),
    await startLens('Lens, capture on, redaction', dist, yamlFor(provider.url, redaction), true),
  ];
  const rows: Row[] = [];
  for (const shape of shapes) rows.push(...(await measure(shape, targets)));
  printTables(rows, steadyRate);
  for (const target of targets) await target.stop();
}

/**
 * The targets take turns in each round, so that what else the machine does meets all of them: the best round counts for
 * throughput. Each begins when the recorder has caught up with those before it.
 */
async function measure(shape: Shape, targets: Target[]): Promise<Row[]> {
  for (const target of targets) await recorded(target, () => fullLoad(target.url, shape.request, 1));
  const byTarget = new Map<Target, Round[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [target, measured] of byTarget) {
      measured.push(await measureRound(shape, target));
      tell(`${shape.label} · ${target.name}: ${measured.at(-1)?.full.perSecond.toFixed(0)}/s`);
    }
  }
  return targets.map((target) => summary(shape, target, byTarget.get(target) ?? []));
}

interface Round extends OnRecord {
  full: LoadResult;
  steady: LoadResult;
  cpuSeconds: number | null;
  rssMb: number | null;
}

async function measureRound(shape: Shape, target: Target): Promise<Round> {
  const usage = target.pid === null ? null : usageOf(target.pid);
  const { result: full, ...record } = await recorded(target, () => fullLoad(target.url, shape.request, seconds));
  const after = target.pid === null ? null : usageOf(target.pid);
  const cpuSeconds = usage && after && after.cpuSeconds - usage.cpuSeconds;
  const { result: steady } = await recorded(target, () => steadyLoad(target.url, shape.request, steadyRate, seconds));
  return { full, steady, cpuSeconds, rssMb: after && after.rssMb, ...record };
}

interface OnRecord {
  /** Calls not yet stored when the load ended, and the seconds until they were; what never came is lost. */
  backlog: number | null;
  drainSeconds: number | null;
  lost: number | null;
}

/** Puts a load on a target and waits until all of it is stored. */
async function recorded(
  { storedCalls }: Target,
  load: () => Promise<LoadResult>,
): Promise<OnRecord & { result: LoadResult }> {
  const before = (await storedCalls?.()) ?? 0;
  const result = await load();
  if (storedCalls === null) return { result, backlog: null, drainSeconds: null, lost: null };
  const ended = Date.now();
  const missing = async () => before + result.calls - (await storedCalls());
  const backlog = await missing();
  let left = backlog;
  let lastChange = ended;
  while (left > 0 && Date.now() - lastChange < standstillMs) {
    await wait(100);
    const now = await missing();
    if (now !== left) lastChange = Date.now();
    left = now;
  }
  return { result, backlog, drainSeconds: (lastChange - ended) / 1000, lost: left };
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

await main();
