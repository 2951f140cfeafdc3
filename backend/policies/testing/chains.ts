import type { PolicyConfig } from '../../config/types';
import { silentLog } from '../../log';
import { createChain, type PolicyChain } from '..';
import { entryOf, lentTo } from './environments';

type Use = Pick<PolicyConfig, 'use' | 'options'> & Partial<PolicyConfig>;

/** A chain of policies that a configuration can name, each named after its kind unless told. */
export function chainOfKinds(uses: readonly Use[], heldBackChars = 10_000): PolicyChain {
  const entries = uses.map((use) => entryOf({ name: use.use, timeoutMs: 30_000, ...use }));
  return createChain(entries, { environmentOf: ({ name }) => lentTo(name, heldBackChars), log: silentLog });
}
