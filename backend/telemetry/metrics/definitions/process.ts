import { requestSeconds } from './shared';
import type { MetricDefinition } from './metricDefinition';

/** Of reading, the database and this process. */
export const process = {
  luthien_views_built_total: { type: 'counter', labels: [], help: 'Views of calls that were built.' },
  luthien_views_building: { type: 'gauge', labels: [], help: 'Views that are being built.' },
  luthien_views_waiting: { type: 'gauge', labels: [], help: 'Views that wait for their turn.' },
  luthien_view_builder_deaths_total: {
    type: 'counter',
    labels: [],
    help: 'Processes of the view builder that ended over a view that was too much or took too long.',
  },
  luthien_live_streams: { type: 'gauge', labels: [], help: 'Readers who follow the live feed.' },
  luthien_live_messages_total: {
    type: 'counter',
    labels: [],
    help: 'Messages of the live feed, of this gateway and of those that share it.',
  },
  luthien_live_published_messages_total: {
    type: 'counter',
    labels: [],
    help: 'Messages of this gateway that Redis passed on to the others.',
  },
  luthien_live_unpublished_messages_total: {
    type: 'counter',
    labels: [],
    help: 'Messages of this gateway that the others do not get: Redis was away, or too slow.',
  },
  luthien_live_unreadable_messages_total: {
    type: 'counter',
    labels: [],
    help: 'Messages on the channel of the live feed that are none.',
  },
  luthien_database_query_duration_seconds: {
    type: 'histogram',
    buckets: requestSeconds,
    labels: ['pool'],
    help: 'How long a query has a connection of this process to the database.',
  },
  luthien_database_connections: {
    type: 'gauge',
    labels: ['pool', 'state'],
    help: 'Connections of this process to the database: busy, idle.',
  },
  luthien_database_max_connections: { type: 'gauge', labels: ['pool'], help: 'The most there may be.' },
  luthien_database_waiting_queries: {
    type: 'gauge',
    labels: ['pool'],
    help: 'Queries that wait for a connection.',
  },

  luthien_event_loop_delay_seconds: {
    type: 'histogram',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    labels: [],
    help: 'How much too late a timer comes, looked at twenty times a second.',
  },
  luthien_event_loop_seconds_total: {
    type: 'counter',
    labels: ['state'],
    help: 'Time that the event loop was active and idle; the rate of active is its utilisation.',
  },
  process_cpu_seconds_total: { type: 'counter', labels: [], help: 'Processor time of the gateway’s process.' },
  process_resident_memory_bytes: { type: 'gauge', labels: [], help: 'Its resident memory.' },
  process_start_time_seconds: { type: 'gauge', labels: [], help: 'When it started, since the Unix epoch.' },
  process_open_fds: { type: 'gauge', labels: [], help: 'Its open files and connections, where the system tells.' },
  nodejs_heap_size_total_bytes: { type: 'gauge', labels: [], help: 'What V8 has taken for objects.' },
  nodejs_heap_size_used_bytes: { type: 'gauge', labels: [], help: 'What of it is in use.' },
  nodejs_external_memory_bytes: { type: 'gauge', labels: [], help: 'Buffers and other memory beside the heap.' },
} as const satisfies Record<string, MetricDefinition>;
