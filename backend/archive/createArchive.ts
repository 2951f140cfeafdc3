import type { Pool } from 'pg';
import type { Log } from '../log';
import {
  after,
  countCalls,
  countSpans,
  dayName,
  idsOfDay,
  scanCalls,
  scanSpans,
  type CallIdRange,
  type Day,
  type SpanRange,
} from '../store';
import { archivedCall } from './archivedCall';
import { writeArchiveFile } from './archiveFile';
import { daysOnce, type DayArchive } from './daysOnce';

/** Keeps calls, and spans that were told around them, in files before they are dropped. Rejects when it can't: then they are not. */
export interface Archive {
  /** `rest`: those that are in no day's partition. */
  calls: DayArchive & { rest(callIds: readonly string[]): Promise<void> };
  /** `rest`: those that are in no day's partition and began before; gives how many they are. */
  spans: DayArchive & { rest(before: Date): Promise<number> };
  stats(): ArchiveStats;
}

interface ArchiveStats {
  calls: number;
  spans: number;
  /** Files that could not be written. */
  failures: number;
}

interface ArchiveOptions {
  pool: Pool;
  dir: string;
  log: Log;
  now: () => number;
}

/** Read at a time: each may bring the whole transcript of its conversation. */
const callsAtOnce = 50;

export function createArchive({ pool, dir, log, now }: ArchiveOptions): Archive {
  const stats: ArchiveStats = { calls: 0, spans: 0, failures: 0 };
  const moment = () => new Date(now()).toISOString().replaceAll(/[-:]|\..*$/g, '');

  async function write(name: string, lines: AsyncIterable<string>): Promise<string> {
    return writeArchiveFile(dir, name, lines).catch((error: unknown) => {
      stats.failures += 1;
      throw error;
    });
  }

  async function writeCalls(name: string, ranges: readonly CallIdRange[]): Promise<number> {
    let calls = 0;
    let damaged = 0;
    async function* lines(): AsyncGenerator<string> {
      for (const range of ranges) {
        for await (const scanned of scanCalls(pool, range, callsAtOnce)) {
          const { line, isWhole } = archivedCall(scanned);
          if (scanned.calls.length > 0) calls += 1;
          if (!isWhole) damaged += 1;
          yield `${line}\n`;
        }
      }
    }
    const file = await write(`calls-${name}`, lines());
    stats.calls += calls;
    log.info({ file, calls, damaged }, 'Calls were archived.');
    return calls;
  }

  async function writeSpans(name: string, range: SpanRange): Promise<number> {
    // Where nobody tells of spans there is a partition a day all the same.
    if ((await countSpans(pool, range)) === 0) return 0;
    let spans = 0;
    async function* lines(): AsyncGenerator<string> {
      for await (const span of scanSpans(pool, range)) {
        spans += 1;
        yield `${JSON.stringify(span)}\n`;
      }
    }
    const file = await write(`spans-${name}`, lines());
    stats.spans += spans;
    log.info({ file, spans }, 'Spans were archived.');
    return spans;
  }

  return {
    calls: {
      ...daysOnce({
        count: (day: Day) => countCalls(pool, idsOfDay(day)),
        write: (day: Day) => writeCalls(dayName(day), [idsOfDay(day)]),
      }),
      async rest(callIds) {
        const ranges = callIds.map((callId) => ({ from: callId, below: after(callId) }));
        await writeCalls(`other-${moment()}`, ranges);
      },
    },
    spans: {
      ...daysOnce({ count: (day: Day) => countSpans(pool, day), write: (day: Day) => writeSpans(dayName(day), day) }),
      rest: (before) => writeSpans(`other-${moment()}`, { before }),
    },
    stats: () => ({ ...stats }),
  };
}
