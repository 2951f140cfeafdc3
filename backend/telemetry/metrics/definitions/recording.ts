import type { MetricDefinition } from './metricDefinition';

/** Of the spool, and of the recorder behind it. */
export const recording = {
  luthien_calls_not_recorded_total: {
    type: 'counter',
    labels: [],
    help: 'Calls whose start found no room in the spool: they are not on record.',
  },
  luthien_spool_bytes: { type: 'gauge', labels: [], help: 'What the spool takes on the disk.' },
  luthien_spool_max_bytes: {
    type: 'gauge',
    labels: [],
    help: 'What it may take now: capture.spool_bytes, or as its disk has room.',
  },
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

  luthien_stored_bytes: {
    type: 'gauge',
    labels: ['kind'],
    help: 'What the database takes: rows of calls, events with their bodies, indexes, other.',
  },
  luthien_disk_bytes: { type: 'gauge', labels: [], help: 'The disk of the data folder.' },
  luthien_disk_free_bytes: { type: 'gauge', labels: [], help: 'What is free of it.' },

  luthien_moved_calls_total: {
    type: 'counter',
    labels: [],
    help: 'Calls of older versions whose words were moved to where they take less.',
  },
  luthien_archived_calls_total: { type: 'counter', labels: [], help: 'Calls in files of the archive.' },
  luthien_archived_spans_total: {
    type: 'counter',
    labels: [],
    help: 'Spans beside calls, as applications told of them, in files of the archive.',
  },
  luthien_archive_failures_total: {
    type: 'counter',
    labels: [],
    help: 'Files of the archive that could not be written; what was to be in them is still in the database.',
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
  luthien_recorder_quarantined_spans_total: {
    type: 'counter',
    labels: [],
    help: 'Spans beside calls that could not be stored; their frames are in the quarantine folder.',
  },
  luthien_recorder_lost_spans_total: {
    type: 'counter',
    labels: [],
    help: 'Spans beside calls that could neither be stored nor put aside.',
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
  luthien_ingested_calls_total: {
    type: 'counter',
    labels: ['source', 'result'],
    help: 'Calls that other gateways and SDKs made, and told of: accepted, duplicate or refused.',
  },
  luthien_ingested_refused_total: {
    type: 'counter',
    labels: ['source', 'reason'],
    help: 'Of calls and spans that others told of, those that were refused: invalid, too_many in one request, too_old, in_future, not_kept (the capture mode is off), no_room.',
  },
  luthien_ingested_spans_total: {
    type: 'counter',
    labels: ['result'],
    help: 'Spans beside calls that applications told of: accepted or refused.',
  },
  luthien_ingested_spans_ignored_total: {
    type: 'counter',
    labels: ['reason'],
    help: 'Spans that were sent and are no call: not a model’s (no_model_call), or of one that is on record already (own, through_gateway).',
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
  luthien_sink_written_spans_total: {
    type: 'counter',
    labels: ['sink'],
    help: 'Spans beside calls that a sink took; optional ones are given none.',
  },
  luthien_sink_queued_spans: { type: 'gauge', labels: ['sink'], help: 'Spans beside calls that wait for a sink.' },
  luthien_sink_refused_spans_total: {
    type: 'counter',
    labels: ['sink'],
    help: 'Spans beside calls that a sink would not take, with those that came with them.',
  },
  luthien_sink_limits_hit_total: {
    type: 'counter',
    labels: ['sink', 'limit'],
    help: 'How often a limit of a sink’s own was hit. Of postgres, transcripts_bytes: conversations that were forgotten to make room, whose next turn is stored whole; trace_spans: spans beside calls that their trace had no room for. Of records loki, loki_streams: pushes for whose streams Loki had no room.',
  },
  luthien_sink_failing: { type: 'gauge', labels: ['sink'], help: '1 while the last write to a sink has failed.' },
} as const satisfies Record<string, MetricDefinition>;
