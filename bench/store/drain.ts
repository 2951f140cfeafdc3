/**
 * How fast a backlog is drained with nothing else running, and what a call takes of each process:
 * `node scripts/build.mjs --bench && node --enable-source-maps --max-semi-space-size=32 --heap-growing-percent=400
 * dist/bench/drain.js [dist kind calls policy]`.
 *
 * A gateway whose spool is sized by the disk gets so many calls as fast as they go; then the load ends. Rate and processor
 * time are taken between the first fifth of what is left then and the last twentieth. `policy` puts the redaction policy
 * into the chain. To compare two builds run them in turns.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fullLoad } from '../gateway/load';
import { recordersOf, startLens, startProgram, usageOfProcess, type Target } from '../gateway/processes';
import { shapes } from '../gateway/shapes';

const dist = path.resolve(process.argv[2] ?? 'dist');
const kinds = process.argv[3] === undefined ? shapes : shapes.filter(({ name }) => name === process.argv[3]);
const calls = Number(process.argv[4] ?? 10_000);
const policy = process.argv[5] === 'policy' ? 'policies:\n  pii: { use: pii-redaction }\nchain: [pii]\n' : '';
const pollMs = 50;
const chunkSeconds = 0.5;

interface Reading {
  at: number;
  left: number;
  main: number;
  recorder: number;
  postgres: number;
}

const provider = await startProgram(path.join(dist, 'bench', 'provider.js'), [], 'provider');
for (const { name, next } of kinds) {
  const yaml = `upstreams:\n  openai: { api: openai, base_url: "${provider.url}" }\n${policy}`;
  const target = await startLens('Lens', dist, yaml, { LENS_LOG_RECORDS: 'false', LENS_LIVE_RECORDS: 'false' });
  const load = await filled(target, next);
  const readings = await drained(target, load.calls);
  const [from, to] = steadyPart(readings);
  const done = from.left - to.left;
  const perCall = (of: 'main' | 'recorder' | 'postgres') => ((to[of] - from[of]) * 1000) / done;
  const figures = {
    kind: name,
    answeredPerSecond: Math.round(load.perSecond),
    gatewayMs: load.cpuMs,
    backlog: readings[0]?.left ?? 0,
    drainedPerSecond: Math.round((done / (to.at - from.at)) * 1000),
    recorderMs: perCall('recorder'),
    postgresMs: perCall('postgres'),
  };
  console.log(JSON.stringify(figures, (_key, value: unknown) => (typeof value === 'number' ? round(value) : value)));
  await target.stop();
}
await provider.stop();

function round(value: number): number {
  return Math.abs(value) < 10 ? Number(value.toFixed(3)) : value;
}

/** Calls until there are enough, and what each took of the gateway's own process. */
async function filled(target: Target, next: () => { body: Buffer; session: string | null }) {
  const began = performance.now();
  const cpu = cpuOf(target).main;
  let sent = 0;
  while (sent < calls) sent += (await fullLoad(target.url, next, chunkSeconds)).calls;
  const seconds = (performance.now() - began) / 1000;
  return { calls: sent, perSecond: sent / seconds, cpuMs: ((cpuOf(target).main - cpu) * 1000) / sent };
}

async function drained(target: Target, sent: number): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (;;) {
    const stored = (await target.store?.calls()) ?? 0;
    readings.push({ at: performance.now(), left: sent - stored, ...cpuOf(target) });
    if (stored >= sent) return readings;
    await wait(pollMs);
  }
}

function steadyPart(readings: Reading[]): [Reading, Reading] {
  const backlog = readings[0]?.left ?? 0;
  const from = readings.find(({ left }) => left <= backlog * 0.8);
  const to = readings.find(({ left }) => left <= backlog * 0.05);
  if (!from || !to || from === to) throw new Error('The backlog was too small to be measured: ask for more calls.');
  return [from, to];
}

function cpuOf({ pid }: Target): Pick<Reading, 'main' | 'recorder' | 'postgres'> {
  if (pid === null) throw new Error('A gateway has a process.');
  const sum = (pids: number[]) => pids.reduce((total, each) => total + usageOfProcess(each).cpuSeconds, 0);
  const { cpuSeconds, endedSeconds } = usageOfProcess(pid);
  return {
    main: cpuSeconds - endedSeconds,
    recorder: sum(recordersOf(pid)) + endedSeconds,
    postgres: sum(postgresOf(pid)),
  };
}

/** All processes of the embedded server work in its folder, which is in the data directory. */
function postgresOf(pid: number): number[] {
  const home = dataDirOf(pid);
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((each) => {
    try {
      return readlinkSync(`/proc/${each}/cwd`).startsWith(home);
    } catch {
      // It has ended since the list was made.
      return false;
    }
  });
}

function dataDirOf(pid: number): string {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return entries.find((entry) => entry.startsWith('LENS_DATA_DIR='))?.slice('LENS_DATA_DIR='.length) ?? '';
}
