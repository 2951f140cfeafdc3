import type { Pool, PoolClient } from 'pg';

export interface AuditEntry {
  /** Name of the token or sign-in. */
  who: string;
  action: 'view_revealed' | 'erased';
  callId: string;
  details: Record<string, string | number | boolean>;
}

export async function recordAudit(
  pool: Pool | PoolClient,
  { who, action, callId, details }: AuditEntry,
): Promise<void> {
  await pool.query('INSERT INTO audit_log (who, action, call_id, details) VALUES ($1, $2, $3, $4)', [
    who,
    action,
    callId,
    JSON.stringify(details),
  ]);
}
