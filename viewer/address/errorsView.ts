import { errorQuerySchema, type ErrorQuery } from '@lens/core/api';

/** Which errors a page shows, as its address spells it. */
export type ErrorsAddress = { kind?: ErrorQuery['kind'] | undefined; order?: ErrorQuery['order'] | undefined };

export function errorsQuery({ kind, order }: ErrorsAddress): URLSearchParams {
  const params = new URLSearchParams();
  if (kind !== undefined) params.set('kind', kind);
  if (order !== undefined && order !== 'last_seen') params.set('order', order);
  return params;
}

/** Reads which errors an address names; what can't be read is as usual. */
export function readErrors(params: URLSearchParams): ErrorsAddress {
  const { kind, order } = errorQuerySchema.shape;
  return {
    kind: kind.catch(undefined).parse(params.get('kind') ?? undefined),
    order: order.catch('last_seen').parse(params.get('order') ?? undefined),
  };
}
