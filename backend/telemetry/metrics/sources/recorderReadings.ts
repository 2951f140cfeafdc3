import type { RunningRecorder } from '../../../capture';
import type { Readings } from '../readings';

type Stats = NonNullable<ReturnType<RunningRecorder['stats']>>;
type SinkStats = Stats['sinks'][string];

/**
 * Reads the recorder's figures, as its process sent them within the last second; nothing before the first time.
 *
 * @param now milliseconds of a clock that nobody sets
 * @returns takes the sequence of the last record in the spool too
 */
export function createRecorderReadings(now: () => number): (stats: Stats | null, written: number) => Readings {
  const unreadMs = createUnreadAge(now);
  return (stats, written) => {
    const waitingMs = unreadMs(written, stats?.sequence ?? 0);
    return stats === null ? {} : readingsOf(stats, written, Math.max(waitingMs, stats.oldestMs));
  };
}

function readingsOf(stats: Stats, written: number, lagMs: number): Readings {
  return {
    luthien_spool_depth_records: Math.max(0, written - stats.checkpoint),
    luthien_recorder_lag_records: Math.max(0, written - stats.sequence),
    luthien_recorder_lag_seconds: lagMs / 1000,
    luthien_recorder_unstored_calls: stats.unstored,
    luthien_recorder_open_calls: stats.openCalls,
    luthien_recorder_failing: stats.failing === null ? 0 : 1,
    luthien_recorder_blocked: stats.blocked ? 1 : 0,
    luthien_recorder_restarts_total: stats.restarts,
    luthien_recorder_recorded_calls_total: stats.recorded,
    luthien_recorder_interrupted_calls_total: stats.interrupted,
    luthien_recorder_partial_calls_total: stats.partial,
    luthien_recorder_quarantined_calls_total: stats.quarantined,
    luthien_recorder_lost_calls_total: stats.lost,
    luthien_recorder_quarantined_spans_total: stats.spans.quarantined,
    luthien_recorder_lost_spans_total: stats.spans.lost,
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
    luthien_sink_written_spans_total: bySink(({ spans }) => spans.written),
    luthien_sink_queued_spans: bySink(({ spans }) => spans.queued),
    luthien_sink_refused_spans_total: bySink(({ spans }) => spans.poison),
    luthien_sink_limits_hit_total: Object.entries(sinks).flatMap(([sink, { limitsHit }]) =>
      Object.entries(limitsHit).map(([limit, value]) => ({ labels: { sink, limit }, value })),
    ),
    luthien_sink_failing: bySink(({ failing }) => (failing === null ? 0 : 1)),
  };
}

/** Looks that are remembered; more would be hours of a recorder that reads nothing, and then only the newest are merged. */
const mostLooks = 1000;

/**
 * How long the oldest record that is not read has been there, in milliseconds: since a look saw it first, and so too little
 * by the time between two looks at the most.
 */
function createUnreadAge(now: () => number): (written: number, read: number) => number {
  const looks: { written: number; at: number }[] = [];
  return (written, read) => {
    const newest = looks.at(-1)?.written ?? 0;
    if (written > Math.max(newest, read)) looks.push({ written, at: now() });
    if (looks.length > mostLooks) looks.splice(-2, 1);
    while (looks[0] !== undefined && looks[0].written <= read) looks.shift();
    return looks[0] === undefined ? 0 : now() - looks[0].at;
  };
}
