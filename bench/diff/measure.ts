import { diff } from '@lens/core/diff';
import { cases } from './cases';
import { engines, isLossless } from './engines';

/** What one engine made of one case; times are of this thread's processor, so that a busy machine changes them little. */
interface Measurement {
  /** The first run, in a process that has compiled nothing yet. */
  coldMs: number;
  /** The mean of the runs after it. */
  warmMs: number;
  changes: number | null;
  error?: string;
  degraded?: string[];
  lossless?: boolean;
}

/** The processor's time is told in steps of some milliseconds, so short runs are repeated until they add up. */
const LEAST_TOTAL_MS = 400;
const LEAST_ROUNDS = 5;
const MOST_ROUNDS = 400;

/** `node measure.cjs <engine> <case>`: one pair in a process of its own, because some never return. */
function main(engineName: string, caseName: string): Measurement {
  const engine = engines.find((one) => one.name === engineName);
  const found = cases.find((one) => one.name === caseName);
  if (engine === undefined || found === undefined)
    throw new Error(`No engine "${engineName}" or no case "${caseName}".`);
  const [left, right] = found.make();
  let changes: number | null = null;
  const timed = (): number => {
    const before = process.threadCpuUsage();
    changes = engine.compare(left, right);
    const used = process.threadCpuUsage(before);
    return (used.user + used.system) / 1_000;
  };
  const coldMs = timed();
  let total = 0;
  let rounds = 0;
  while (rounds < LEAST_ROUNDS || (total < LEAST_TOTAL_MS && rounds < MOST_ROUNDS)) {
    total += timed();
    rounds++;
  }
  const measurement = { coldMs, warmMs: total / rounds, changes };
  if (engine.name !== 'lens') return measurement;
  const degraded = diff(left, right).degraded.map((place) => place.reason);
  return { ...measurement, degraded: [...new Set(degraded)], lossless: isLossless(left, right) };
}

const [engineName = '', caseName = ''] = process.argv.slice(2);
try {
  console.log(JSON.stringify(main(engineName, caseName)));
} catch (error) {
  console.log(
    JSON.stringify({ coldMs: 0, warmMs: 0, changes: null, error: error instanceof Error ? error.name : 'error' }),
  );
}
