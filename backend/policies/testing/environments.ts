import { extendConfig, loadConfig } from '../../config';
import type { PolicyConfig } from '../../config/types';
import { createEnvironments } from '../environment/createEnvironments';
import type { PolicyEnvironment } from '../environment/policyEnvironment';

/** A policy's entry as a configuration would give it, with the defaults for what is left out. */
export function entryOf(entry: Pick<PolicyConfig, 'name' | 'use'> & Partial<PolicyConfig>): PolicyConfig {
  const addition = { upstreams: [], routes: [], policies: [entry] };
  const { [entry.name]: made } = extendConfig(loadConfig({ file: null, env: {} }), addition).policies;
  if (made === undefined) throw new Error('The configuration lost the policy.');
  return made;
}

/** What the product would lend to a policy of this name. */
export function lentTo(name: string, heldBackChars = 10_000): PolicyEnvironment {
  const clock = { now: () => Date.now() };
  return createEnvironments({ heldBackChars, clock }).of(entryOf({ name, use: 'noop' }));
}
