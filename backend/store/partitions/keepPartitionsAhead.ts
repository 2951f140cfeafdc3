import type { Pool } from 'pg';
import type { Log } from '../../log';
import { callsTable, createPartitions, createSpanPartitions } from './createPartitions';
import { dayName, dayOf } from './days';

export interface PartitionOptions {
  now: number;
  /** Days to have ready after today. */
  daysAhead?: number;
}

export interface PartitionState {
  /** Calls that no day's partition took; they cost nothing but are only dropped row by row. */
  callsInDefault: number;
}

/** Enough for a process that can't reach the database over a long weekend. */
const defaultDaysAhead = 3;

/** Makes the partitions of yesterday to `daysAhead` days from now, and counts what the default partition holds. */
export async function keepPartitionsAhead(
  pool: Pool,
  log: Log,
  { now, daysAhead = defaultDaysAhead }: PartitionOptions,
): Promise<PartitionState> {
  const client = await pool.connect();
  try {
    const today = dayOf(now);
    const days = Array.from({ length: daysAhead + 2 }, (_, index) => today - 1 + index);
    for (const day of await createPartitions(client, days)) {
      log.warn(
        { day: dayName(day) },
        'The calls of a day stay in the default partition: it already holds rows of that day.',
      );
    }
    // Made when a day's first span comes, one would wait behind whoever reads spans then, and calls with it.
    await createSpanPartitions(client, days);
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${callsTable}_default`);
    const callsInDefault = rows[0]?.count ?? 0;
    if (callsInDefault > 0)
      log.warn({ calls: callsInDefault }, 'Calls are in the default partition: their ids hold no plausible time.');
    return { callsInDefault };
  } finally {
    client.release();
  }
}
