import type { Pool } from 'pg';
import type { Log } from '../log';
import { after, countCalls, dayName, idsOfDay, scanCalls, type CallIdRange, type Day } from '../store';
import { archivedCall } from './archivedCall';
import { writeArchiveFile } from './archiveFile';

/** Keeps calls in files before they are dropped. Rejects when it can't: then they are not. */
export interface Archive {
  /** Gives how many they are. Asked again before they are dropped it writes no second file of the same calls. */
  day(day: Day): Promise<number>;
  dropped(day: Day): void;
  /** Calls that are in no day's partition. */
  rest(callIds: readonly string[]): Promise<void>;
  stats(): ArchiveStats;
}

interface ArchiveStats {
  calls: number;
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
  const stats: ArchiveStats = { calls: 0, failures: 0 };
  /** How many calls of a day are in its file: it may be written, and the day not dropped yet. */
  const written = new Map<Day, number>();

  async function write(name: string, ranges: readonly CallIdRange[]): Promise<number> {
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
    const file = await writeArchiveFile(dir, name, lines()).catch((error: unknown) => {
      stats.failures += 1;
      throw error;
    });
    stats.calls += calls;
    log.info({ file, calls, damaged }, 'Calls were archived.');
    return calls;
  }

  return {
    async day(day) {
      const known = written.get(day);
      if (known !== undefined && known === (await countCalls(pool, idsOfDay(day)))) return known;
      const calls = await write(`calls-${dayName(day)}`, [idsOfDay(day)]);
      written.set(day, calls);
      return calls;
    },
    dropped: (day) => void written.delete(day),
    async rest(callIds) {
      const ranges = callIds.map((callId) => ({ from: callId, below: after(callId) }));
      const name = `calls-other-${new Date(now()).toISOString().replaceAll(/[-:]|\..*$/g, '')}`;
      await write(name, ranges);
    },
    stats: () => ({ ...stats }),
  };
}
