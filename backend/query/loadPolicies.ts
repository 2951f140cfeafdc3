import type { PoliciesQuery, PolicyActivity, PolicyList } from '@lens/core/api';
import type { Pool } from 'pg';
import { countPolicies, type CountedPolicy } from '../store';

/** The policies that this gateway is configured with, without their options, which may hold what they take out. */
export interface ConfiguredPolicies extends Pick<PolicyList, 'chain' | 'routes'> {
  policies: readonly { name: string; use: string; onError: 'closed' | 'open' }[];
}

/** `GET /api/v1/policies`: what is configured, and what each policy did in the newest calls. */
export async function loadPolicies(
  pool: Pool,
  { chain, routes, policies }: ConfiguredPolicies,
  query: PoliciesQuery,
): Promise<PolicyList> {
  const { policies: counted, ...looked } = await countPolicies(pool, query);
  const own = policies.map(({ name, use, onError }) => ({
    ...activity(
      name,
      counted.find(({ policy }) => policy === name),
    ),
    use,
    onError,
  }));
  const gone = counted.filter(({ policy }) => !policies.some(({ name }) => name === policy));
  return { chain, routes, policies: [...own, ...gone.map((each) => activity(each.policy, each))], ...looked };
}

const nothing = { calls: 0, changed: 0, blocked: 0, failed: 0, events: 0, median: null, p95: null };

function activity(policy: string, counted: CountedPolicy | undefined): PolicyActivity {
  const { median, p95, ...counts } = counted ?? nothing;
  const durationMs = median === null || p95 === null ? null : { median, p95 };
  return { ...counts, policy, use: null, onError: null, durationMs };
}
