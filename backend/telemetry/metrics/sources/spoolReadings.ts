import { dropReasons, spoolStates, type SpoolStats } from '../../../capture';
import type { Readings } from '../readings';

export function spoolReadings(stats: SpoolStats): Readings {
  return {
    luthien_calls_not_recorded_total: stats.callsNotRecorded,
    luthien_spool_bytes: stats.bytes,
    luthien_spool_max_bytes: stats.maxBytes,
    luthien_spool_segments: stats.segments,
    luthien_spool_state: spoolStates.map((state) => ({ labels: { state }, value: state === stats.state ? 1 : 0 })),
    luthien_spool_dropped_records_total: dropReasons.map((reason) => ({
      labels: { reason },
      value: stats.dropped[reason] ?? 0,
    })),
    luthien_spool_torn_tails_total: stats.tornTails,
    luthien_spool_torn_bytes_total: stats.tornBytes,
    luthien_spool_failed_segments_total: stats.failedSegments,
  };
}
