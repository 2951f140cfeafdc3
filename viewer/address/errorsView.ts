import type { ErrorQuery } from '@lens/core/api';

/** Which errors a page shows, as its address spells it. */
export type ErrorsAddress = { kind?: ErrorQuery['kind']; order?: ErrorQuery['order'] | undefined };

export function errorsQuery({ kind, order }: ErrorsAddress): URLSearchParams {
  const params = new URLSearchParams();
  if (kind !== undefined) params.set('kind', kind);
  if (order !== undefined && order !== 'last_seen') params.set('order', order);
  return params;
}
