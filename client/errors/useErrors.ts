import type { ErrorList } from '@lens/core/api';
import { errorsQuery, type ErrorsAddress } from '@lens/viewer/address';
import { useLoaded } from '../loaded/useLoaded';
import type { ClientServices } from '../services';

interface ErrorsAsked {
  shown: ErrorsAddress;
  /** Null where nothing came with the page. */
  first: ErrorList | null;
}

/** Errors that are the same, each once. */
export function useErrors({ shown, first }: ErrorsAsked, { api }: Pick<ClientServices, 'api'>) {
  const query = errorsQuery(shown);
  const { data: list, failed } = useLoaded({
    key: query.toString(),
    first,
    load: (signal) => api.listErrors(Object.fromEntries(query), signal),
  });
  return { data: { list, failed } };
}
