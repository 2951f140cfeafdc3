import { policyOf } from './spanCategory';
import type { Span, SpanEvent } from './types';

/** A policy's word about a call, as far as the waterfall needs it. */
export interface PolicyMark {
  type: string;
  policy: string;
  summary: string;
  severity: string;
  timeMs: number;
  /** Become attributes `event.<name>`. */
  details?: Record<string, string | number | boolean | null>;
}

/** What of a span tells whether it is the one that an event belongs to. */
type Placed = Pick<Span, 'id' | 'parentId' | 'name' | 'startMs' | 'durationMs' | 'attributes' | 'events'>;

/**
 * Puts policy events on the span of their policy at that time, else on the first root, for sources whose spans do not
 * carry them already.
 */
export function attachEvents<S extends Placed>(spans: readonly S[], marks: readonly PolicyMark[]): S[] {
  const carried = new Set(spans.flatMap((span) => span.events.map((event) => event.attributes['event.type'])));
  const added = new Map<string, Span['events']>();
  for (const mark of marks) {
    const target = spanOf(spans, mark);
    if (!target || carried.has(mark.type)) continue;
    const event = { name: mark.type, timeMs: mark.timeMs, attributes: attributesOf(mark) };
    added.set(target.id, [...(added.get(target.id) ?? []), event]);
  }
  return spans.map((span) => {
    const events = added.get(span.id);
    return events ? { ...span, events: [...span.events, ...events] } : span;
  });
}

function attributesOf({ type, policy, summary, severity, details = {} }: PolicyMark): SpanEvent['attributes'] {
  const attributes: SpanEvent['attributes'] = {
    'event.type': type,
    'event.summary': summary,
    'event.severity': severity,
    policy,
  };
  for (const [name, value] of Object.entries(details)) if (value !== null) attributes[`event.${name}`] = value;
  return attributes;
}

function spanOf<S extends Placed>(spans: readonly S[], { policy, timeMs }: PolicyMark): S | undefined {
  const ofPolicy = spans.filter((span) => policyOf(span) === policy);
  const around = ofPolicy.find((span) => span.startMs <= timeMs && timeMs <= span.startMs + span.durationMs);
  return around ?? ofPolicy[0] ?? spans.find((span) => span.parentId === null) ?? spans[0];
}
