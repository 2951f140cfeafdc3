import type { Pool } from 'pg';
import { findEventRecords } from '../../store/read/findEvents';
import type { StoredCall } from '../../store';
import type { AskedView, ViewJob } from './buildView';
import type { CallSource } from './callSource';

/** Reads the bodies that a view is built from. */
export async function readJob(pool: Pool, job: AskedView): Promise<ViewJob> {
  const read = async (call: StoredCall): Promise<CallSource> => ({
    call,
    records: await findEventRecords(pool, call.callId),
  });
  switch (job.kind) {
    case 'view':
      return { ...job, source: await read(job.source) };
    case 'diff':
      return { ...job, source: await read(job.source) };
    case 'comparison':
      return { ...job, a: await read(job.a), b: await read(job.b) };
  }
}
