import type { PolicyConfig } from '../../config/types';
import { createFetch, type ClosableFetch } from './createFetch';
import type { FetchLimit } from './fetchError';
import { createMemoryStore, type StoreLimit } from './memoryStore';
import type { PolicyClock, PolicyEnvironment, PolicyStore } from './policyEnvironment';

/** How often each limit of what policies are lent was hit since the process started. */
type PolicyLimitsHit = Record<FetchLimit | StoreLimit, number>;

export interface PolicyEnvironments {
  /** What a policy of the configuration is lent; wherever it is used it has the same store. */
  of(config: PolicyConfig): PolicyEnvironment;
  readonly limitsHit: Readonly<PolicyLimitsHit>;
  /** Ends all connections. */
  close(): Promise<void>;
}

export function createEnvironments(options: { heldBackChars: number; clock: PolicyClock }): PolicyEnvironments {
  const { heldBackChars, clock } = options;
  const fetches = new Map<string, ClosableFetch>();
  const stores = new Map<string, PolicyStore>();
  const limitsHit: PolicyLimitsHit = {
    policy_fetch_not_allowed: 0,
    policy_fetch_private_address: 0,
    policy_fetch_too_many: 0,
    policy_fetch_timeout: 0,
    policy_fetch_too_large: 0,
    policy_store_evicted: 0,
    policy_store_too_large: 0,
  };
  const onLimit = (limit: keyof PolicyLimitsHit) => void (limitsHit[limit] += 1);

  return {
    of: (config) => ({
      heldBackChars,
      clock,
      // Made when a policy takes it: most take neither.
      get fetch() {
        return once(fetches, config.name, () => fetchOf(config, onLimit)).fetch;
      },
      get store() {
        const { storeEntries: entries, storeBytes: bytes } = config;
        return once(stores, config.name, () => createMemoryStore({ clock, entries, bytes, onLimit }));
      },
    }),
    limitsHit,
    close: async () => {
      await Promise.all([...fetches.values()].map((fetch) => fetch.close()));
    },
  };
}

function fetchOf(config: PolicyConfig, onLimit: (limit: FetchLimit) => void): ClosableFetch {
  return createFetch({
    origins: config.fetchOrigins,
    privateNetwork: config.fetchPrivateNetwork === 'allow',
    timeoutMs: config.fetchTimeoutMs,
    responseBytes: config.fetchResponseBytes,
    concurrency: config.fetchConcurrency,
    onLimit,
  });
}

function once<T>(made: Map<string, T>, name: string, make: () => T): T {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}
