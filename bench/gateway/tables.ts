import type { LoadResult } from './load';
import type { Target } from './processes';
import { shapes, type Shape } from './shapes';

/** What was measured of one target with one kind of call. */
export interface Row {
  shape: Shape;
  target: Target;
  full: LoadResult;
  steady: LoadResult;
  failed: number;
  cpuMsPerCall: number | null;
  rssMb: number | null;
  /** Calls not yet in the database when the load ended, the seconds until they were, and those that never came. */
  backlog: number | null;
  drainSeconds: number | null;
  lost: number | null;
}

/** A Markdown table for each kind of call, as bench/README.md keeps them. */
export function printTables(rows: Row[], steadyRate: number): void {
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
        String(row.failed),
        number(row.cpuMsPerCall, 3),
        number(row.rssMb),
        number(row.backlog),
        number(row.drainSeconds, 1),
        number(row.lost),
      ]);
    }
  }
}
