import type { PolicyList } from '@lens/core/api';
import { useLoaded } from '../loaded/useLoaded';
import type { ClientServices } from '../services';

interface PoliciesAsked {
  /** Null where nothing came with the page. */
  first: PolicyList | null;
}

/** The policies of the gateway, and what each did in the newest calls. */
export function usePolicies({ first }: PoliciesAsked, { api }: Pick<ClientServices, 'api'>) {
  const { data: list, failed } = useLoaded({
    key: 'newest',
    first,
    load: (signal) => api.listPolicies({}, signal),
  });
  return { data: { list, failed } };
}
