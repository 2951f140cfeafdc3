import type { Day } from '../store';

export interface DayArchive {
  /** Gives how many are in the day's file. Asked again before they are dropped it writes no second file of the same. */
  day(day: Day): Promise<number>;
  dropped(day: Day): void;
}

interface DaysOnceOptions {
  count: (day: Day) => Promise<number>;
  write: (day: Day) => Promise<number>;
}

/** A day may be written and then not be dropped: it is not written again while nothing came to it. */
export function daysOnce({ count, write }: DaysOnceOptions): DayArchive {
  const written = new Map<Day, number>();
  return {
    async day(day) {
      const known = written.get(day);
      if (known !== undefined && known === (await count(day))) return known;
      const archived = await write(day);
      written.set(day, archived);
      return archived;
    },
    dropped: (day) => void written.delete(day),
  };
}
