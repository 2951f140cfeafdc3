import { diff } from '@lens/core/diff';
import { cases } from './cases';
import { engines, isLossless } from './engines';

/** What one engine made of one case; times are of this thread's processor, so that a busy machine changes them little. */
export interface Measurement {
  firstMs: number;
  bestMs: number;
  changes: number | null;
  error?: string;
  degraded?: string[];
  lossless?: boolean;
}

const ROUNDS = 7;

/** `node measure.cjs <engine> <case>`: one pair in a process of its own, because some never return. */
function main(engineName: string, caseName: string): Measurement {
  const engine = engines.find((one) => one.name === engineName);
  const found = cases.find((one) => one.name === caseName);
  if (engine === undefined || found === undefined)
    throw new Error(`No engine "${engineName}" or no case "${caseName}".`);
  const [left, right] = found.make();
  const times: number[] = [];
  let changes: number | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.threadCpuUsage();
    changes = engine.compare(left, right);
    const used = process.threadCpuUsage(before);
    times.push((used.user + used.system) / 1_000);
  }
  const measurement = { firstMs: times[0] ?? 0, bestMs: Math.min(...times), changes };
  if (engine.name !== 'lens') return measurement;
  const degraded = diff(left, right).degraded.map((place) => place.reason);
  return { ...measurement, degraded: [...new Set(degraded)], lossless: isLossless(left, right) };
}

const [engineName = '', caseName = ''] = process.argv.slice(2);
try {
  console.log(JSON.stringify(main(engineName, caseName)));
} catch (error) {
  console.log(
    JSON.stringify({ firstMs: 0, bestMs: 0, changes: null, error: error instanceof Error ? error.name : 'error' }),
  );
}
