import { createHmac } from 'node:crypto';
import type { LensConfig } from '../config';
import type { GatewayStart } from '../store';

type Configured = Pick<LensConfig, 'policies' | 'routes' | 'chain' | 'telemetry'>;

/**
 * A start of the gateway as it is noted: policies by digests under the installation's key, as their options may hold the very
 * words that they take out; chains by their names.
 */
export function gatewayStart(
  { policies, routes, chain, telemetry }: Configured,
  version: string,
  key: string,
): GatewayStart {
  const digest = (value: unknown): string =>
    createHmac('sha256', key)
      .update(`policy.${JSON.stringify(value, inOrder)}`)
      .digest('hex')
      .slice(0, 32);
  const of = Object.values(policies).map((policy) => [`policy ${policy.name}`, digest(policy)] as const);
  const chains = routes.map(({ model, upstream, policies: own }): [string, string] => [
    `chain of ${model} at ${upstream}`,
    (own ?? chain).join(', '),
  ]);
  return {
    service: telemetry.serviceName,
    version,
    policies: Object.fromEntries<string>([...of, ['chain', chain.join(', ')], ...chains]),
  };
}

/** The same options in another order are the same. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries<unknown>({ ...value });
  return Object.fromEntries<unknown>(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
