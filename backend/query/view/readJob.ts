import type { Pool } from 'pg';
import { findEventRecords } from '../../store/read/findEvents';
import type { StoredCall } from '../../store';
import type { AskedView, ViewJob } from './buildView';
import type { ReadCall } from './readSides';

/** Reads the bodies that a view is built from. */
export async function readJob(pool: Pool, job: AskedView): Promise<ViewJob> {
  const read = async (row: StoredCall): Promise<ReadCall> => ({
    row,
    records: await findEventRecords(pool, row.callId),
  });
  switch (job.kind) {
    case 'view':
      return { ...job, call: await read(job.call) };
    case 'diff':
      return { ...job, call: await read(job.call) };
    case 'comparison':
      return { ...job, a: await read(job.a), b: await read(job.b) };
  }
}
