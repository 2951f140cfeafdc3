import { z } from 'zod';

/** Of Loki's labels those that every installation has; the rest is in the line. */
type Labels = Readonly<Record<string, string>>;

export interface Entry {
  labels: Labels;
  /** Nanoseconds since the Unix epoch. */
  timestamp: string;
  line: string;
  /** Loki's structured metadata: found by, and no stream of their own. */
  metadata: Labels;
}

/**
 * A trace id as a label makes each call a stream of its own, which is what links from a trace to its logs look for. Large
 * installations keep it beside the line: the same queries find it there, but for the braces.
 */
export type TraceIdAs = 'label' | 'metadata';

const lineSchema = z.object({
  timestamp: z.string(),
  level: z.string(),
  component: z.string().default('gateway'),
  trace_id: z.string().optional(),
  record_type: z.string().optional(),
  payload_type: z.string().optional(),
});

/** Values come from our own lines; they are bounded all the same. */
const mostLabelChars = 128;

/** What Loki is told of a line of the log, with the labels that a collector makes of the same line (docs/logs.md). */
export function entryOf(line: string, traceIdAs: TraceIdAs): Entry {
  const { timestamp, level, component, trace_id, record_type, payload_type } = lineSchema.parse(JSON.parse(line));
  const labels = {
    app: 'luthien-gateway',
    detected_level: level.toUpperCase(),
    logger: component,
    ...(record_type !== undefined && { record_type }),
    ...(payload_type !== undefined && { payload_type }),
  };
  const trace = trace_id === undefined ? {} : { trace_id };
  return {
    labels: bounded(traceIdAs === 'label' ? { ...labels, ...trace } : labels),
    metadata: bounded(traceIdAs === 'metadata' ? trace : {}),
    timestamp: `${Date.parse(timestamp)}000000`,
    line: line.trimEnd(),
  };
}

function bounded(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, value.slice(0, mostLabelChars)]));
}
