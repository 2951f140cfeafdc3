import type { Readings } from '../readings';

/** @param counts what became of calls, by what told of them */
export function ingestionReadings(
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>,
  spansIgnored: Readonly<Record<string, number>>,
): Readings {
  return {
    luthien_ingested_calls_total: Object.entries(counts).flatMap(([source, results]) =>
      Object.entries(results).map(([result, value]) => ({ labels: { source, result }, value })),
    ),
    luthien_ingested_spans_ignored_total: Object.entries(spansIgnored).map(([reason, value]) => ({
      labels: { reason },
      value,
    })),
  };
}
