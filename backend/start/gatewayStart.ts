import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import type { LensConfig } from '../config';
import { faultOf, type Log } from '../log';
import { recordStart, type GatewayStart } from '../store';

interface Keys {
  /** Gateways may share it. */
  identityKey: string;
  /** Each data folder's own. */
  digestKey: string;
}

type Configured = Pick<LensConfig, 'policies' | 'routes' | 'chain' | 'telemetry'>;

/**
 * A start of the gateway as it is noted: policies by digests under a key, as their options may hold the very words that
 * they take out; chains by their names; the gateway by its data folder, which has one gateway at a time.
 */
export function gatewayStart(
  { policies, routes, chain, telemetry }: Configured,
  version: string,
  { identityKey, digestKey }: Keys,
): GatewayStart {
  const digest = (value: unknown) => digestOf(identityKey, `policy.${JSON.stringify(value, inOrder)}`);
  const of = Object.values(policies).map((policy) => [`policy ${policy.name}`, digest(policy)] as const);
  const chains = routes.map(({ model, upstream, policies: own }): [string, string] => [
    `chain of ${model} at ${upstream}`,
    (own ?? chain).join(', '),
  ]);
  return {
    gateway: digestOf(digestKey, 'gateway'),
    service: telemetry.serviceName,
    version,
    policies: Object.fromEntries<string>([...of, ['chain', chain.join(', ')], ...chains]),
  };
}

/** For charts' annotations; a start goes on without. */
export function noteStart(
  { ready, pool }: { ready: Promise<boolean>; pool: Pool },
  start: GatewayStart,
  log: Log,
): void {
  ready
    .then((isReady) => (isReady ? recordStart(pool, start) : undefined))
    .catch((error: unknown) => log.warn(faultOf(error), 'This start was not noted for annotations.'));
}

function digestOf(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
}

/** The same options in another order are the same. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries<unknown>({ ...value });
  return Object.fromEntries<unknown>(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
