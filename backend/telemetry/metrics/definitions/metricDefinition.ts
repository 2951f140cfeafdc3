/** Generations of OpenTelemetry's names for model calls. */
export type GenAiNames = 'semconv-1.41' | 'genai-0.1' | 'both';

export type MetricDefinition = {
  /** Their values come from the configuration or from fixed sets, never from callers: each is a series that is kept. */
  labels: readonly string[];
  help: string;
  /** Shown only with this generation of OpenTelemetry's names for model calls. */
  names?: Exclude<GenAiNames, 'both'>;
} & (
  | {
      type: 'counter' | 'gauge';
      /** Counted here as things happen; without it, read at each scrape from figures that are kept elsewhere. */
      counted?: true;
    }
  | {
      type: 'histogram';
      buckets: readonly number[];
      /** Another name of that one. */
      sameAs?: string;
    }
);
