export type MetricDefinition = {
  /** Their values come from the configuration or from fixed sets, never from callers: each is a series that is kept. */
  labels: readonly string[];
  help: string;
} & (
  | {
      type: 'counter' | 'gauge';
      /** Counted here as things happen; without it, read at each scrape from figures that are kept elsewhere. */
      counted?: true;
    }
  | { type: 'histogram'; buckets: readonly number[] }
);

/**
 * Seconds, as OpenTelemetry's conventions for generative AI have them up to 81.92; above, as agents' calls may take minutes
 * and a stream half an hour.
 */
const modelCallSeconds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68, 655.36,
  1310.72, 2621.44,
];

/**
 * Every metric of `/metrics`: the one place that gives it its name, type, labels and words; `docs/metrics.md` is tested
 * against it. Base units, `_total` for counters, `luthien_` before a name that is ours alone.
 */
export const metricDefinitions = {
  luthien_build_info: {
    type: 'gauge',
    labels: ['version', 'node_version'],
    help: 'Always 1; which version runs, and on which Node.js.',
  },

  luthien_calls_in_flight: { type: 'gauge', labels: [], help: 'Calls that have begun and not ended.' },
  luthien_calls_waiting: {
    type: 'gauge',
    labels: [],
    help: 'Those of them that wait for room in the spool: the recorder is behind.',
  },
  luthien_calls_waited_total: { type: 'counter', labels: [], help: 'Calls that had to wait for room in the spool.' },
  luthien_request_bodies_arriving: {
    type: 'gauge',
    labels: [],
    help: 'Request bodies on their way; limits.arriving_per_address and limits.arriving_per_key bound those of one sender.',
  },
  luthien_request_bodies_held_bytes: {
    type: 'gauge',
    labels: [],
    help: 'Request bodies that calls in flight keep in memory; limits.bodies_bytes bounds them.',
  },
  luthien_upstream_active_calls: {
    type: 'gauge',
    labels: ['upstream'],
    help: 'Calls that an upstream is answering now.',
  },
  luthien_upstream_max_calls: {
    type: 'gauge',
    labels: ['upstream'],
    help: 'The most there may be at one time: its max_connections.',
  },
  api_requests_total: {
    type: 'counter',
    counted: true,
    labels: ['endpoint', 'status'],
    help: 'Calls that ended, by the HTTP status that the client was sent; none where it left before.',
  },
  luthien_calls_ended_total: {
    type: 'counter',
    counted: true,
    labels: ['endpoint', 'outcome'],
    help: 'The same calls by how they ended, as their page says it.',
  },
  luthien_call_duration_seconds: {
    type: 'histogram',
    buckets: modelCallSeconds,
    labels: ['endpoint'],
    help: 'From the first byte of a call to the end of its answer.',
  },
  gen_ai_client_inference_duration_seconds: {
    type: 'histogram',
    buckets: modelCallSeconds,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'error_type'],
    help: 'What the provider takes, from the request to the end of its answer; error_type is how the call ended where it failed.',
  },
  gen_ai_client_inference_time_to_first_chunk_seconds: {
    type: 'histogram',
    buckets: modelCallSeconds,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name'],
    help: 'From the request to the first chunk of a streamed answer.',
  },
  luthien_policy_events_total: {
    type: 'counter',
    counted: true,
    labels: ['policy', 'severity'],
    help: 'Events that policies emitted, the chain about them included.',
  },
  luthien_listener_failures_total: {
    type: 'counter',
    labels: ['listener'],
    help: 'How often a part that follows calls as they happen has failed; no call is hurt by it.',
  },
  luthien_limits_hit_total: {
    type: 'counter',
    labels: ['limit'],
    help: 'How often a limit was hit, by the code of its error.',
  },
  luthien_policy_failures_total: {
    type: 'counter',
    labels: ['policy', 'hook', 'reason'],
    help: 'How often a hook of a policy failed: by an error, or because its time was up (timeout).',
  },
  luthien_policy_late_events_total: {
    type: 'counter',
    labels: [],
    help: 'Events that policies emitted after their call had ended; they are not on record.',
  },

  luthien_stored_calls_total: {
    type: 'counter',
    counted: true,
    labels: ['provider', 'outcome'],
    help: 'Calls that are in the database since, by how they ended; each once.',
  },
  luthien_changed_calls_total: {
    type: 'counter',
    counted: true,
    labels: ['policy', 'direction'],
    help: 'Of these, calls that a policy changed, by what it changed: request or response.',
  },
  luthien_calls_without_usage_total: {
    type: 'counter',
    counted: true,
    labels: ['provider'],
    help: 'Of these, calls that are complete and do not say how many tokens they took, as streams that were not asked to.',
  },
  gen_ai_client_inference_usage_input_tokens_total: {
    type: 'counter',
    counted: true,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'],
    help: 'Tokens that went in, as the provider billed them; those of its cache included.',
  },
  gen_ai_client_inference_usage_output_tokens_total: {
    type: 'counter',
    counted: true,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'],
    help: 'Tokens that came out, reasoning included.',
  },
  gen_ai_client_inference_usage_cache_read_input_tokens_total: {
    type: 'counter',
    counted: true,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'],
    help: 'Of those that went in, tokens that the provider read from its cache.',
  },
  gen_ai_client_inference_usage_cache_write_input_tokens_total: {
    type: 'counter',
    counted: true,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'],
    help: 'Of those that went in, tokens that the provider wrote to its cache.',
  },
  gen_ai_client_inference_usage_reasoning_output_tokens_total: {
    type: 'counter',
    counted: true,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'],
    help: 'Of those that came out, tokens of reasoning.',
  },

  luthien_cost_usd_total: {
    type: 'counter',
    counted: true,
    labels: ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model', 'basis'],
    help: 'What these calls cost in US dollars, by whether it is exact or estimated.',
  },
  luthien_price_unknown_total: {
    type: 'counter',
    counted: true,
    labels: ['provider', 'reason'],
    help: 'Of these, calls whose cost is not known: model, tier, price, usage.',
  },

  luthien_calls_not_recorded_total: {
    type: 'counter',
    labels: [],
    help: 'Calls whose start found no room in the spool: they are not on record.',
  },
  luthien_spool_bytes: { type: 'gauge', labels: [], help: 'What the spool takes on the disk.' },
  luthien_spool_max_bytes: { type: 'gauge', labels: [], help: 'What it may take: capture.spool_bytes.' },
  luthien_spool_segments: { type: 'gauge', labels: [], help: 'Segments of the spool.' },
  luthien_spool_state: {
    type: 'gauge',
    labels: ['state'],
    help: '1 for the state that the spool is in, 0 for the others: writing, full, failing.',
  },
  luthien_spool_depth_records: {
    type: 'gauge',
    labels: [],
    help: 'Records in the spool since the first that may be needed again; a call that is still open keeps all after it.',
  },
  luthien_spool_dropped_records_total: {
    type: 'counter',
    labels: ['reason'],
    help: 'Records that the spool could not keep: full, oldest, no_space, io_error, not_synced, too_large.',
  },
  luthien_spool_torn_tails_total: {
    type: 'counter',
    labels: [],
    help: 'Segments that ended within a record when this process started; the torn part was cut off.',
  },
  luthien_spool_torn_bytes_total: { type: 'counter', labels: [], help: 'What was cut off of them.' },
  luthien_spool_failed_segments_total: {
    type: 'counter',
    labels: [],
    help: 'Segments that were closed because the disk failed.',
  },

  luthien_recorder_lag_records: {
    type: 'gauge',
    labels: [],
    help: 'Records in the spool that the recorder has not read.',
  },
  luthien_recorder_lag_seconds: {
    type: 'gauge',
    labels: [],
    help: 'How long the oldest record waits to be read, or the oldest call that was read to be stored.',
  },
  luthien_recorder_unstored_calls: {
    type: 'gauge',
    labels: [],
    help: 'Complete calls that were read and are not stored.',
  },
  luthien_recorder_open_calls: {
    type: 'gauge',
    labels: [],
    help: 'Calls that were read in part: their end has not come.',
  },
  luthien_recorder_failing: { type: 'gauge', labels: [], help: '1 while the recorder cannot read the spool.' },
  luthien_recorder_blocked: {
    type: 'gauge',
    labels: [],
    help: '1 while a sink that must have every call does not take them.',
  },
  luthien_recorder_restarts_total: {
    type: 'counter',
    labels: [],
    help: 'How often the recorder ended unasked and was started again.',
  },
  luthien_recorder_recorded_calls_total: { type: 'counter', labels: [], help: 'Calls that were stored.' },
  luthien_recorder_interrupted_calls_total: {
    type: 'counter',
    labels: [],
    help: 'Of these, calls whose end was never written.',
  },
  luthien_recorder_partial_calls_total: {
    type: 'counter',
    labels: [],
    help: 'Of these, calls that were stored in part.',
  },
  luthien_recorder_quarantined_calls_total: {
    type: 'counter',
    labels: [],
    help: 'Calls that could not be stored; their frames are in the quarantine folder.',
  },
  luthien_recorder_lost_calls_total: {
    type: 'counter',
    labels: [],
    help: 'Calls that could neither be stored nor put aside.',
  },
  luthien_recorder_orphan_frames_total: {
    type: 'counter',
    labels: [],
    help: 'Frames of calls whose start is not there.',
  },
  luthien_recorder_missing_records_total: {
    type: 'counter',
    labels: [],
    help: 'Records that were skipped: dropped by the bound, or lost with a damaged file.',
  },
  luthien_recorder_damaged_places_total: {
    type: 'counter',
    labels: [],
    help: 'Runs of damaged bytes that were skipped.',
  },
  luthien_recorder_torn_segments_total: {
    type: 'counter',
    labels: [],
    help: 'Segments that ended within a record when they were read.',
  },
  luthien_sink_written_calls_total: { type: 'counter', labels: ['sink'], help: 'Calls that a sink took.' },
  luthien_sink_queued_calls: { type: 'gauge', labels: ['sink'], help: 'Calls that wait for a sink.' },
  luthien_sink_retries_total: { type: 'counter', labels: ['sink'], help: 'Writes that failed and were tried again.' },
  luthien_sink_timeouts_total: {
    type: 'counter',
    labels: ['sink'],
    help: 'Of these, writes that took too long.',
  },
  luthien_sink_dropped_calls_total: {
    type: 'counter',
    labels: ['sink'],
    help: 'Calls that an optional sink did not keep up with: the oldest go.',
  },
  luthien_sink_refused_calls_total: {
    type: 'counter',
    labels: ['sink'],
    help: 'Calls that a sink would not take by themselves either.',
  },
  luthien_sink_failing: { type: 'gauge', labels: ['sink'], help: '1 while the last write to a sink has failed.' },

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
