import { named } from '../grafana/panel';
import * as panels from '../grafana/panels';
import { now, series, sql } from '../grafana/queries';
import { labelChoice } from '../grafana/variables';
import { dashboard, quantile, usualVariables } from './common';
import { asChosen } from './sqlConditions';

const window = '$__rate_interval';
const chosen = 'environment=~"$environment", instance=~"$gateway"';
const of = (metric: string, more = '') => `${metric}{${chosen}${more && `, ${more}`}}`;
/** Other programs that Prometheus reads have metrics of these names, too. */
const ofGateways = 'and on (environment, instance) luthien_build_info';
const rate = (metric: string, more = '') => `rate(${of(metric, more)}[${window}])`;

/** These tell of the gateway, with calls or without. */
const stat = (about: Parameters<typeof panels.stat>[0]) => panels.stat({ noValue: 'no report', ...about });
const graph = (about: Parameters<typeof panels.graph>[0]) =>
  panels.graph({ noValue: 'No report of a gateway in this time', ...about });

const isItWell = [
  stat({
    title: 'Spool used',
    description:
      'Of the room that the spool may take on disk, in the fullest gateway. From 85 % on calls wait, at 100 % they are not recorded. From luthien_spool_bytes.',
    unit: 'percentunit',
    decimals: 1,
    thresholds: [
      [null, 'green'],
      [0.5, 'orange'],
      [0.85, 'red'],
    ],
    queries: [series(`max(${of('luthien_spool_bytes')} / ${of('luthien_spool_max_bytes')})`)],
  }),
  stat({
    title: 'Behind',
    description:
      'How long the oldest call waits to be in the pages. A few seconds are usual. From luthien_recorder_lag_seconds.',
    unit: 's',
    decimals: 1,
    thresholds: [
      [null, 'green'],
      [15, 'orange'],
      [60, 'red'],
    ],
    queries: [series(`round(max(${of('luthien_recorder_lag_seconds')}), 0.1)`)],
  }),
  stat({
    title: 'Failing sinks',
    description:
      'Places that calls are written to (database, collector, Loki, …) whose last write failed. From luthien_sink_failing.',
    unit: 'none',
    thresholds: [
      [null, 'green'],
      [1, 'red'],
    ],
    queries: [now(`sum(${of('luthien_sink_failing')})`)],
  }),
  stat({
    title: 'Disk free',
    description: 'Of the disk of the data folder, in the fullest gateway. From luthien_disk_free_bytes.',
    unit: 'percentunit',
    decimals: 1,
    thresholds: [
      [null, 'red'],
      [0.05, 'orange'],
      [0.15, 'green'],
    ],
    queries: [series(`min(${of('luthien_disk_free_bytes')} / ${of('luthien_disk_bytes')})`)],
  }),
  stat({
    title: 'Loop delay',
    description:
      'How much too late timers of the gateway come, 99 of 100: what callers feel beside the model. From luthien_event_loop_delay_seconds.',
    unit: 's',
    thresholds: [
      [null, 'green'],
      [0.1, 'orange'],
      [0.5, 'red'],
    ],
    queries: [series(quantile(0.99, of('luthien_event_loop_delay_seconds_bucket')))],
  }),
  stat({
    title: 'Gateways',
    description: 'How many gateways run each version. From luthien_build_info.',
    named: true,
    unit: 'none',
    queries: [now(`count by (version) (${of('luthien_build_info')})`, '{{version}}')],
  }),
];

const trends = [
  graph({
    title: 'Calls in flight, and waiting for the spool',
    description:
      'Calls that have begun and not ended, and those of them that wait for room in the spool, which should be none. From luthien_calls_in_flight and luthien_calls_waiting.',
    unit: 'none',
    queries: [
      series(`sum by (instance) (${of('luthien_calls_in_flight')})`, 'in flight, {{instance}}'),
      series(`sum by (instance) (${of('luthien_calls_waiting')})`, 'waiting, {{instance}}'),
    ],
  }),
  graph({
    title: 'Spool on disk',
    description:
      'What is accepted and not yet in the database, and how much it may be. It rises while the database is away and falls behind it. From luthien_spool_bytes and luthien_spool_max_bytes.',
    unit: 'bytes',
    overrides: [named('at most', { 'custom.lineStyle': { fill: 'dash', dash: [8, 8] }, 'custom.fillOpacity': 0 })],
    queries: [
      series(`sum by (instance) (${of('luthien_spool_bytes')})`, '{{instance}}'),
      series(`min(${of('luthien_spool_max_bytes')})`, 'at most'),
    ],
  }),
  graph({
    title: 'Recorder: how far it is behind',
    description:
      'Seconds that the oldest call waits, and calls that were read and are not stored. The dashed line is when somebody is told. From luthien_recorder_lag_seconds.',
    unit: 's',
    thresholdLines: true,
    thresholds: [
      [null, 'green'],
      [60, 'red'],
    ],
    queries: [series(`max by (instance) (${of('luthien_recorder_lag_seconds')})`, '{{instance}}')],
  }),
  graph({
    title: 'Sinks: calls taken, and waiting',
    description:
      'Calls a second that each sink took, and how many wait for it. One that is away has a queue that grows. From luthien_sink_written_calls_total and luthien_sink_queued_calls.',
    unit: 'short',
    queries: [
      series(`sum by (sink) (${rate('luthien_sink_written_calls_total')})`, '{{sink}}: taken a second'),
      series(`sum by (sink) (${of('luthien_sink_queued_calls')})`, '{{sink}}: waiting'),
    ],
  }),
];

const losses = [
  graph({
    title: 'What could not be kept',
    description:
      'Calls a minute that are not on record, that a sink dropped or refused, that were put into quarantine or lost. All should be 0. From luthien_calls_not_recorded_total, luthien_sink_… and luthien_recorder_….',
    unit: 'short',
    bars: true,
    queries: [
      series(`sum(${rate('luthien_calls_not_recorded_total')}) * 60`, 'not on record'),
      series(`sum(${rate('luthien_sink_dropped_calls_total')}) * 60`, 'dropped by sinks'),
      series(`sum(${rate('luthien_sink_refused_calls_total')}) * 60`, 'refused by sinks'),
      series(`sum(${rate('luthien_sink_refused_spans_total')}) * 60`, 'spans refused by sinks'),
      series(`sum(${rate('luthien_recorder_quarantined_calls_total')}) * 60`, 'in quarantine'),
      series(`sum(${rate('luthien_recorder_lost_calls_total')}) * 60`, 'lost'),
      series(`sum(${rate('luthien_spool_dropped_records_total')}) * 60`, 'records that the spool dropped'),
    ],
  }),
  graph({
    title: 'Limits that were hit',
    description:
      'How often a minute, by the code of the error; docs/errors.md and docs/configuration.md say what each is. From luthien_limits_hit_total.',
    unit: 'short',
    bars: true,
    stacked: true,
    noValue: 'no limit was hit',
    queries: [
      series(
        `sum by (limit) (${rate('luthien_limits_hit_total')}) * 60 and on (limit) (sum by (limit) (increase(${of('luthien_limits_hit_total')}[$__range])) > 0)`,
        '{{limit}}',
      ),
    ],
  }),
  graph({
    title: 'Writes that a sink tried again',
    description:
      'A minute; of these, writes that took too long. From luthien_sink_retries_total and luthien_sink_timeouts_total.',
    unit: 'short',
    bars: true,
    queries: [
      series(`sum by (sink) (${rate('luthien_sink_retries_total')}) * 60`, '{{sink}}: tried again'),
      series(`sum by (sink) (${rate('luthien_sink_timeouts_total')}) * 60`, '{{sink}}: too long'),
    ],
  }),
  panels.bars({
    noValue: 'no report',
    title: 'Calls that upstreams answer now, of those they may',
    description:
      'Of max_connections of each upstream; at 100 % further calls are refused with upstream_busy. From luthien_upstream_active_calls.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    thresholds: [
      [null, 'green'],
      [0.7, 'orange'],
      [0.9, 'red'],
    ],
    queries: [
      now(
        `max by (upstream) (${of('luthien_upstream_active_calls')} / ${of('luthien_upstream_max_calls')})`,
        '{{upstream}}',
      ),
    ],
  }),
];

const process = [
  graph({
    title: 'Event loop: how busy it is',
    description:
      'The part of the time in which the gateway’s thread works; near 100 % everything waits for it. From luthien_event_loop_seconds_total.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    width: 8,
    queries: [
      series(`max by (instance) (${rate('luthien_event_loop_seconds_total', 'state="active"')})`, '{{instance}}'),
    ],
  }),
  graph({
    title: 'Event loop: how late it is',
    description: 'How much too late timers come: half of them, and 99 of 100. From luthien_event_loop_delay_seconds.',
    unit: 's',
    width: 8,
    queries: [
      series(quantile(0.99, of('luthien_event_loop_delay_seconds_bucket'), 'instance'), '99 of 100, {{instance}}'),
      series(quantile(0.5, of('luthien_event_loop_delay_seconds_bucket'), 'instance'), 'half, {{instance}}'),
    ],
  }),
  graph({
    title: 'Processor',
    description: 'Cores that the gateway’s process uses. From process_cpu_seconds_total.',
    unit: 'none',
    width: 8,
    queries: [series(`sum by (instance) (${rate('process_cpu_seconds_total')} ${ofGateways})`, '{{instance}}')],
  }),
  graph({
    title: 'Memory',
    description:
      'What the gateway’s process takes: all of it, JavaScript’s objects, and buffers beside them. From process_resident_memory_bytes and nodejs_….',
    unit: 'bytes',
    width: 8,
    queries: [
      series(`sum by (instance) (${of('process_resident_memory_bytes')} ${ofGateways})`, 'all, {{instance}}'),
      series(`sum by (instance) (${of('nodejs_heap_size_used_bytes')} ${ofGateways})`, 'objects, {{instance}}'),
      series(`sum by (instance) (${of('nodejs_external_memory_bytes')} ${ofGateways})`, 'buffers, {{instance}}'),
    ],
  }),
  graph({
    title: 'Request bodies in memory',
    description: 'What calls in flight keep, bounded by limits.bodies_bytes. From luthien_request_bodies_held_bytes.',
    unit: 'bytes',
    width: 8,
    queries: [series(`sum by (instance) (${of('luthien_request_bodies_held_bytes')})`, '{{instance}}')],
  }),
  graph({
    title: 'Open files and connections',
    description: 'Of the gateway’s process. A line that only rises is a leak. From process_open_fds.',
    unit: 'none',
    width: 8,
    queries: [series(`sum by (instance) (${of('process_open_fds')} ${ofGateways})`, '{{instance}}')],
  }),
];

const reading = [
  graph({
    title: 'Database: duration of queries',
    description:
      'How long a query of the gateway has a connection: half of them, and 95 of 100. From luthien_database_query_duration_seconds.',
    unit: 's',
    logarithmic: true,
    width: 8,
    queries: [
      series(quantile(0.95, of('luthien_database_query_duration_seconds_bucket'), 'pool'), '95 of 100, {{pool}}'),
      series(quantile(0.5, of('luthien_database_query_duration_seconds_bucket'), 'pool'), 'half, {{pool}}'),
    ],
  }),
  graph({
    title: 'Database: connections and queue',
    description:
      'Queries that wait for a connection are the queue; one that stays means that pages and API are slower than they could be; calls do not wait for it. From luthien_database_connections and luthien_database_waiting_queries.',
    unit: 'none',
    width: 8,
    queries: [
      series(`sum by (pool, state) (${of('luthien_database_connections')})`, '{{pool}}: {{state}}'),
      series(`sum by (pool) (${of('luthien_database_waiting_queries')})`, '{{pool}}: waiting'),
    ],
  }),
  graph({
    title: 'Database: what it takes on disk',
    description: 'Rows of calls, events with their bodies, indexes, other. From luthien_stored_bytes.',
    unit: 'bytes',
    stacked: true,
    width: 8,
    queries: [series(`max by (kind) (${of('luthien_stored_bytes')})`, '{{kind}}')],
  }),
  graph({
    title: 'Pages and API: views of calls',
    description:
      'Views that are built a minute, and those that wait for their turn. From luthien_views_built_total and luthien_views_waiting.',
    unit: 'short',
    width: 8,
    queries: [
      series(`sum(${rate('luthien_views_built_total')}) * 60`, 'built a minute'),
      series(`sum(${of('luthien_views_waiting')})`, 'waiting'),
      series(`sum(${rate('luthien_view_builder_deaths_total')}) * 60`, 'builders that ended, a minute'),
    ],
  }),
  graph({
    title: 'Live feed: messages and readers',
    description:
      'Messages a second, those that others did not get because Redis was away, and who follows. From luthien_live_….',
    unit: 'short',
    width: 8,
    queries: [
      series(`sum(${rate('luthien_live_messages_total')})`, 'messages a second'),
      series(`sum(${rate('luthien_live_unpublished_messages_total')})`, 'not passed on, a second'),
      series(`sum(${of('luthien_live_streams')})`, 'readers'),
    ],
  }),
  graph({
    title: 'Recorder: restarts, parts of calls',
    description:
      'Times an hour that the recorder ended unasked, and calls whose end was never written or that were stored in part. From luthien_recorder_….',
    unit: 'short',
    bars: true,
    width: 8,
    queries: [
      series(`sum(${rate('luthien_recorder_restarts_total')}) * 3600`, 'starts anew'),
      series(`sum(${rate('luthien_recorder_interrupted_calls_total')}) * 3600`, 'calls without an end'),
      series(`sum(${rate('luthien_recorder_partial_calls_total')}) * 3600`, 'calls in part'),
    ],
  }),
];

const starts = [
  panels.table({
    title: 'Cold and warm starts',
    description:
      'Calls within what is chosen above: cold are those right after the start of a process, when nothing is compiled and no connection is open (COLD_START_SECONDS), warm all others. From dashboards.calls.',
    height: 5,
    noValue: 'no calls',
    overrides: [
      named('start', { displayName: 'Start' }),
      named('environment', { displayName: 'Environment' }),
      named('calls', { displayName: 'Calls' }),
      named('failed', { displayName: 'Failed', unit: 'percentunit', decimals: 1 }),
      named('half', { displayName: 'Half of them took', unit: 'ms' }),
      named('most', { displayName: '95 of 100 took', unit: 'ms' }),
      named('first_byte', { displayName: 'First byte of streams', unit: 'ms' }),
    ],
    queries: [
      sql(`
SELECT CASE WHEN cold_start THEN 'cold' ELSE 'warm' END AS start, coalesce(environment, '') AS environment, count(*) AS calls,
  avg((status IN ('provider_error', 'upstream_failed', 'cut'))::int)::float8 AS failed,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ms) AS half,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS most,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY first_byte_ms) AS first_byte
FROM dashboards.calls
WHERE ${asChosen} AND source = 'gateway'
GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 20`),
    ],
  }),
];

export const gateway = dashboard('luthien-gateway', {
  description: 'How the gateway itself does: spool, recorder, sinks, limits, process and database.',
  variables: [
    ...usualVariables,
    labelChoice(
      { name: 'gateway', label: 'Gateway', description: 'Its address, as Prometheus reads it.' },
      'luthien_build_info{environment=~"$environment"}',
      'instance',
    ),
  ],
  sections: [
    { panels: [...isItWell, ...trends] },
    { title: 'What was lost, refused or tried again', panels: losses },
    { title: 'The process', panels: [...process, ...starts] },
    { title: 'Database, pages and live feed', panels: reading },
  ],
});
