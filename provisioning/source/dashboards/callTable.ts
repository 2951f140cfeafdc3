import { sql } from '../grafana/queries';
import { named } from '../grafana/panel';
import { table } from '../grafana/panels';
import type { Panel } from '../grafana/panel';
import type { Link } from '../grafana/schema';
import { toCall } from './common';
import { asChosen } from './sqlConditions';

const outcomes = {
  complete: 'green',
  blocked: 'purple',
  aborted: 'text',
  rejected: 'orange',
  provider_error: 'red',
  upstream_failed: 'red',
  cut: 'red',
  interrupted: 'red',
} as const;

export interface CallTable {
  title: string;
  description: string;
  /** Which calls, beside what is chosen above the dashboard. */
  where?: string;
  order?: string;
  limit?: number;
  links?: Link[];
  height?: number;
  /** Said when there are none; without it, that there are no calls. */
  noValue?: string;
}

/** The calls behind the figures: each row leads to its call. */
export function callTable(about: CallTable): Panel<'table'> {
  const { where = 'true', order = 'call_id DESC', limit = 50, links = toCall, height = 9, ...said } = about;
  const query = sql(`
SELECT started_at AS "time", coalesce(final_model, requested_model) AS model, status,
  array_to_string(changed_by, ', ') AS policies,
  concat_ws(' · ', error_type, request_summary, response_summary) AS summary, duration_ms, input_tokens, output_tokens, cost_usd::float8 AS cost_usd, call_id, trace_id
FROM dashboards.calls
WHERE ${asChosen}
  AND ${where}
ORDER BY ${order} LIMIT ${limit}`);
  return table({ ...said, queries: [query], overrides: callColumns(links), height });
}

function callColumns(links: Link[]) {
  const mappings = [
    {
      type: 'value',
      options: Object.fromEntries(
        Object.entries(outcomes).map(([status, color], index) => [
          status,
          { text: status.replace('_', ' '), color, index },
        ]),
      ),
    },
  ];
  return [
    named('time', { displayName: 'Started', unit: 'dateTimeAsIso', links, 'custom.width': 150 }),
    named('model', { displayName: 'Model', links, 'custom.width': 130 }),
    named('status', {
      displayName: 'Ended',
      mappings,
      'custom.cellOptions': { type: 'color-text' },
      'custom.width': 110,
    }),
    named('policies', { displayName: 'Changed by', 'custom.width': 125 }),
    named('summary', { displayName: 'What failed or changed', links }),
    named('duration_ms', { displayName: 'Took', unit: 'ms', 'custom.width': 80 }),
    named('input_tokens', { displayName: 'In', unit: 'short', description: 'Tokens in', 'custom.width': 50 }),
    named('output_tokens', { displayName: 'Out', unit: 'short', description: 'Tokens out', 'custom.width': 50 }),
    named('cost_usd', { displayName: 'Cost', unit: 'currencyUSD', decimals: 4, 'custom.width': 75 }),
    named('call_id', { displayName: 'Call', links, 'custom.width': 95 }),
    named('trace_id', { 'custom.hidden': true }),
  ];
}
