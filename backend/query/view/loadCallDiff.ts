import { mayReveal, type Principal } from '../../auth';
import { findCall } from '../../store';
import type { BuiltJson } from '../builder/viewBuilder';
import type { ViewDeps } from '../deps';
import { disclose } from './disclose';

/** `GET /api/v1/calls/{id}/diff`, as the JSON of a `CallDiff`; null for an unknown call. */
export async function loadCallDiff(
  { pool, views }: Pick<ViewDeps, 'pool' | 'views'>,
  callId: string,
  reader: Principal,
): Promise<BuiltJson | null> {
  const call = await findCall(pool, callId);
  if (call === null) return null;
  const built = await views.build({ kind: 'diff', call, revealed: mayReveal(reader) });
  return disclose(pool, reader, built);
}
