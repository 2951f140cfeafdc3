import type { RunningRecorder } from '../../../capture';
import type { Readings } from '../readings';

type Stats = NonNullable<ReturnType<RunningRecorder['stats']>>;
type SinkStats = Stats['sinks'][string];

/**
 * The recorder's figures, as its process sent them within the last second; nothing before the first time.
 *
 * @param written sequence of the last record in the spool
 */
export function recorderReadings(stats: Stats | null, written: number): Readings {
  if (stats === null) return {};
  return {
    luthien_spool_depth_records: Math.max(0, written - stats.checkpoint),
    luthien_recorder_lag_records: Math.max(0, written - stats.sequence),
    luthien_recorder_oldest_unstored_seconds: stats.oldestMs / 1000,
    luthien_recorder_unstored_calls: stats.unstored,
    luthien_recorder_open_calls: stats.openCalls,
    luthien_recorder_failing: stats.failing === null ? 0 : 1,
    luthien_recorder_restarts_total: stats.restarts,
    luthien_recorder_recorded_calls_total: stats.recorded,
    luthien_recorder_interrupted_calls_total: stats.interrupted,
    luthien_recorder_partial_calls_total: stats.partial,
    luthien_recorder_quarantined_calls_total: stats.quarantined,
    luthien_recorder_lost_calls_total: stats.lost,
    luthien_recorder_orphan_frames_total: stats.orphanFrames,
    luthien_recorder_missing_records_total: stats.missing,
    luthien_recorder_damaged_places_total: stats.damaged,
    luthien_recorder_torn_segments_total: stats.torn,
    ...sinkReadings(stats.sinks),
  };
}

function sinkReadings(sinks: Readonly<Record<string, SinkStats>>): Readings {
  const bySink = (figureOf: (stats: SinkStats) => number) =>
    Object.entries(sinks).map(([sink, stats]) => ({ labels: { sink }, value: figureOf(stats) }));
  return {
    luthien_sink_written_calls_total: bySink(({ written }) => written),
    luthien_sink_queued_calls: bySink(({ queued }) => queued),
    luthien_sink_retries_total: bySink(({ retries }) => retries),
    luthien_sink_timeouts_total: bySink(({ timeouts }) => timeouts),
    luthien_sink_dropped_calls_total: bySink(({ dropped }) => dropped),
    luthien_sink_refused_calls_total: bySink(({ poison }) => poison),
    luthien_sink_failing: bySink(({ failing }) => (failing === null ? 0 : 1)),
  };
}
