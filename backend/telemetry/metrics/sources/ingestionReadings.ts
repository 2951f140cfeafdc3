import type { Readings } from '../readings';

type Counts = Readonly<Record<string, number>>;

/** What became of what was told, by what told of it. */
interface Tally {
  calls: Readonly<Record<string, Counts>>;
  spans: Counts;
  refused: Readonly<Record<string, Counts>>;
}

export function ingestionReadings({ calls, spans, refused }: Tally, spansIgnored: Counts): Readings {
  return {
    luthien_ingested_calls_total: bySource(calls, (source, result) => ({ source, result })),
    luthien_ingested_spans_total: by(spans, (result) => ({ result })),
    luthien_ingested_refused_total: bySource(refused, (source, reason) => ({ source, reason })),
    luthien_ingested_spans_ignored_total: by(spansIgnored, (reason) => ({ reason })),
  };
}

function by<Labels>(counts: Counts, labelsOf: (word: string) => Labels) {
  return Object.entries(counts).map(([word, value]) => ({ labels: labelsOf(word), value }));
}

function bySource<Labels>(counts: Tally['calls'], labelsOf: (source: string, word: string) => Labels) {
  return Object.entries(counts).flatMap(([source, each]) => by(each, (word) => labelsOf(source, word)));
}
