import type { Pool } from 'pg';
import type { Log } from '../log';
import { after, dayName, idsOfDay, scanCalls, type CallIdRange, type Day } from '../store';
import { archivedCall } from './archivedCall';
import { writeArchiveFile } from './archiveFile';

/** Keeps calls in files before they are dropped. Rejects when it can't: then they are not. */
export interface Archive {
  /** Gives how many they are. */
  day(day: Day): Promise<number>;
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

export function createArchive({ pool, dir, log, now }: ArchiveOptions): Archive {
  const stats: ArchiveStats = { calls: 0, failures: 0 };

  async function write(name: string, ranges: readonly CallIdRange[]): Promise<number> {
    let calls = 0;
    let damaged = 0;
    async function* lines(): AsyncGenerator<string> {
      for (const range of ranges) {
        for await (const scanned of scanCalls(pool, range)) {
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
    day(day) {
      return write(`calls-${dayName(day)}`, [idsOfDay(day)]);
    },
    async rest(callIds) {
      const ranges = callIds.map((callId) => ({ from: callId, below: after(callId) }));
      const name = `calls-other-${new Date(now()).toISOString().replaceAll(/[-:]|\..*$/g, '')}`;
      await write(name, ranges);
    },
    stats: () => ({ ...stats }),
  };
}
