import type { Pool } from 'pg';
import { actorOf, type Principal } from '../../auth';
import { recordAudit } from '../../store';
import type { BuiltJson } from '../builder/viewBuilder';

/** A view that reveals what was redacted is in the audit log before the reader has it; when that fails there is none. */
export async function disclose(pool: Pool, reader: Principal, built: BuiltJson): Promise<BuiltJson> {
  for (const { callId, request, response } of built.disclosed) {
    const details = { request, response, by: reader.by };
    await recordAudit(pool, { who: actorOf(reader), action: 'view_revealed', callId, details });
  }
  return built;
}
