import type { LensConfig } from '../config';
import type { Log } from '../log';
import { createChain, createEnvironments, type Elsewhere, type PolicyChain } from '../policies';

/** The chains of all routes, each made when it is asked for. */
export function openPolicies(
  { limits, policies }: Pick<LensConfig, 'limits' | 'policies'>,
  elsewhere: Elsewhere,
  log: Log,
) {
  const environments = createEnvironments({ heldBackChars: limits.heldBackChars, clock: { now: Date.now } });
  const chains: PolicyChain[] = [];
  const makeChain = (names: readonly string[]): PolicyChain => {
    const chain = createChain(
      names.flatMap((name) => policies[name] ?? []),
      {
        environmentOf: (policy) => environments.of(policy),
        elsewhere,
        log,
        maxEventBytes: limits.responseBytes,
        unread: limits.unread,
        unreadRequests: limits.unreadRequests,
      },
    );
    chains.push(chain);
    return chain;
  };
  return { chains, environments, makeChain };
}
