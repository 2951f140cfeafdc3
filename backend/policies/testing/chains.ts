import type { PolicyConfig } from '../../config/types';
import { silentLog } from '../../log';
import { createChain, type PolicyChain } from '..';

type Use = Pick<PolicyConfig, 'use' | 'options'> & Partial<PolicyConfig>;

/** A chain of policies that a configuration can name, each named after its kind unless told. */
export function chainOfKinds(uses: readonly Use[], heldBackChars = 10_000): PolicyChain {
  const configs = uses.map((use) => ({ name: use.use, onError: 'closed' as const, timeoutMs: 30_000, ...use }));
  return createChain(configs, { heldBackChars, log: silentLog });
}
