import type { PoliciesQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { newestBetween } from '../read/callConditions';
import { betweenSpans, codeInSql, policySpan, timingPhrases, unpackedInSql } from '../write/packedJson';

/** As far as it is told within a second. */
const mostRead = 10_000;

/** What a policy did in the calls that were looked at. */
export interface CountedPolicy {
  policy: string;
  calls: number;
  changed: number;
  blocked: number;
  failed: number;
  events: number;
  median: number | null;
  p95: number | null;
}

export interface CountedPolicies {
  policies: CountedPolicy[];
  looked: number;
  complete: boolean;
}

const between = codeInSql(betweenSpans, timingPhrases);
const ofPolicy = codeInSql(policySpan, timingPhrases);

/** Of a packed list only the policies' spans are unpacked: all of it would take longer than the rest. */
function spanOf(part: string): string {
  const unpacked = unpackedInSql(`regexp_replace(${part}, '[}]]$', '')`, timingPhrases);
  return `('{"name":"' || ${unpacked} || '}')::jsonb`;
}

/** What policies did in the newest calls of a time. The span of one on a stream lasts as long as that, and says what it worked. */
export async function countPolicies(pool: Pool, query: PoliciesQuery): Promise<CountedPolicies> {
  const columns = 'call_id, policies, changed_by, policy_events, packed_timings, json_timings';
  const { sql, values } = newestBetween(query, columns, mostRead);
  // The row without a policy is there in any case, and says how many calls were looked at.
  const { rows } = await pool.query<CountedPolicy & { looked: number }>(
    `WITH near AS MATERIALIZED (
       ${sql}
     ), seen AS (
       SELECT policy, count(*) AS calls, count(*) FILTER (WHERE policy = ANY(changed_by)) AS changed
       FROM near, unnest(policies) AS policy GROUP BY policy
     ), said AS (
       SELECT events.original ->> 'policy' AS policy, count(*) AS events,
         count(DISTINCT events.call_id) FILTER (WHERE event_type = 'policy.blocked') AS blocked,
         count(DISTINCT events.call_id) FILTER (WHERE event_type = 'policy.failed') AS failed
       FROM near JOIN stored_events AS events ON events.call_id = near.call_id AND events.raw_kind IS NULL
       WHERE near.policy_events > 0 GROUP BY 1
     ), spans AS (
       SELECT ${spanOf('span')} AS span FROM near, string_to_table(packed_timings, ${between}) AS span
       WHERE cardinality(policies) > 0 AND starts_with(span, ${ofPolicy})
       UNION ALL
       SELECT span FROM near, jsonb_array_elements(json_timings) AS span
       WHERE cardinality(policies) > 0 AND span ->> 'name' LIKE 'policy %'
     ), took AS (
       SELECT substr(span ->> 'name', 8) AS policy,
         percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY coalesce(
           (span -> 'attributes' ->> 'luthien.policy.busy_ms')::float8,
           (span ->> 'end')::float8 - (span ->> 'start')::float8)) AS ms
       FROM spans WHERE span ->> 'end' IS NOT NULL GROUP BY 1
     )
     SELECT policy, calls::float8, changed::float8, coalesce(blocked, 0)::float8 AS blocked,
       coalesce(failed, 0)::float8 AS failed, coalesce(events, 0)::float8 AS events, ms[1] AS median, ms[2] AS p95,
       looked::float8
     FROM (SELECT count(*) AS looked FROM near) AS all_of
     LEFT JOIN (seen LEFT JOIN said USING (policy) LEFT JOIN took USING (policy)) ON true ORDER BY policy`,
    values,
  );
  const looked = rows[0]?.looked ?? 0;
  const policies = rows.flatMap(({ looked: _looked, ...row }) => ((row.policy as string | null) === null ? [] : [row]));
  return { policies, looked, complete: looked < mostRead };
}
