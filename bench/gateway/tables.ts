import type { LoadResult } from './load';
import type { Target } from './processes';
import type { Recording } from './recorded';
import { shapes, type Shape } from './shapes';

/** What was measured of one target with one kind of call. */
export interface Row {
  shape: Shape;
  target: Target;
  /** At first, while the spool has room, and in the second half of the round. */
  burstPerSecond: number;
  perSecond: number;
  /** Of all calls of the full load, the waits for room in the spool among them. */
  longestMs: number;
  /** At the fixed rate. */
  steady: LoadResult;
  failed: number;
  cpuMsPerCall: number | null;
  rssMb: number | null;
  recording: Recording | null;
  notRecorded: number | null;
}

const number = (value: number | null | undefined, digits = 0) => (value == null ? '–' : value.toFixed(digits));

/** A Markdown table for each kind of call, as bench/README.md keeps them. */
export function printTables(rows: Row[], steadyRate: number): void {
  const line = (cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  for (const shape of shapes) {
    const own = rows.filter((row) => row.shape === shape);
    const [direct, floor] = own;
    if (!direct || !floor) continue;
    process.stdout.write(`\n### ${shape.label}\n\n`);
    const cells = own.map((row) => cellsOf(row, direct, floor, steadyRate));
    const [first] = cells;
    line(Object.keys(first ?? {}));
    line(Object.keys(first ?? {}).map(() => '---'));
    for (const values of cells) line(Object.values(values));
  }
}

/** Latencies are what is added to the provider's own. */
function cellsOf(row: Row, direct: Row, floor: Row, steadyRate: number): Record<string, string> {
  const { recording, steady } = row;
  const added = (value: (load: LoadResult) => number) =>
    row === direct ? `${number(value(steady), 2)} (whole)` : number(value(steady) - value(direct.steady), 2);
  const share = (perSecond: number, floorPerSecond: number) => `${number((perSecond / floorPerSecond) * 100)} %`;
  return {
    '': row.target.name,
    'at first, calls/s': number(row.burstPerSecond),
    'of the floor': share(row.burstPerSecond, floor.burstPerSecond),
    'sustained, calls/s': number(row.perSecond),
    'of the floor ': share(row.perSecond, floor.perSecond),
    'stored/s': number(recording?.storedPerSecond),
    'not recorded': number(row.notRecorded),
    failed: String(row.failed),
    'longest wait, s': number(row.longestMs / 1000, 2),
    'backlog at the end': number(recording?.backlog),
    'spool, MB': number(recording?.spoolMb),
    'drained in s': number(recording?.drainSeconds, 1),
    [`added p50 at ${steadyRate}/s, ms`]: added(({ p50 }) => p50),
    'added p99, ms': added(({ p99 }) => p99),
    'CPU s per 1,000 calls': number(row.cpuMsPerCall, 3),
    'RSS MB': number(row.rssMb),
  };
}
