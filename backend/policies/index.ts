import type { PolicyConfig } from '../config/types';
import type { Log } from '../log';
import { chainOf, type ChainOptions } from './chain/createChain';
import type { PolicyChain } from './chain.types';
import { createPolicy, type PolicyEnvironment } from './registry';

export type * from './chain.types';
export type * from './contract';
export { chainOf } from './chain/createChain';
export { validatePolicy } from './registry';
export { createStreamEvent } from './streamEvent';

/** The chain of these policies, in this order. Throws `PolicyOptionsError`, which `validatePolicy` tells beforehand. */
export function createChain(
  configs: readonly PolicyConfig[],
  options: ChainOptions & PolicyEnvironment & { log: Log },
): PolicyChain {
  const policies = configs.map((config) => ({
    policy: createPolicy(config, options),
    onError: config.onError,
    timeoutMs: config.timeoutMs,
  }));
  return chainOf(policies, options);
}
