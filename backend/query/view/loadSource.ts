import type { Pool } from 'pg';
import { findEventRecords, type StoredCall } from '../../store';
import type { CallSource } from './callSource';

export async function loadSource(pool: Pool, call: StoredCall): Promise<CallSource> {
  return { call, records: await findEventRecords(pool, call.callId) };
}
