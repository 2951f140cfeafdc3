import { policyOf } from './spanCategory';
import type { Span } from './types';

/** A policy's word about a call, as far as the waterfall needs it. */
export interface PolicyMark {
  type: string;
  policy: string;
  summary: string;
  severity: string;
  timeMs: number;
}

/**
 * Puts policy events on the span of their policy at that time, else on the first root, for sources whose spans do not
 * carry them already.
 */
export function attachEvents(spans: readonly Span[], marks: readonly PolicyMark[]): Span[] {
  const carried = new Set(spans.flatMap((span) => span.events.map((event) => event.attributes['event.type'])));
  const added = new Map<string, Span['events']>();
  for (const mark of marks) {
    const target = spanOf(spans, mark);
    if (!target || carried.has(mark.type)) continue;
    const { type, policy, summary, severity, timeMs } = mark;
    const attributes = { 'event.type': type, 'event.summary': summary, 'event.severity': severity, policy };
    added.set(target.id, [...(added.get(target.id) ?? []), { name: type, timeMs, attributes }]);
  }
  return spans.map((span) => {
    const events = added.get(span.id);
    return events ? { ...span, events: [...span.events, ...events] } : span;
  });
}

function spanOf(spans: readonly Span[], { policy, timeMs }: PolicyMark): Span | undefined {
  const ofPolicy = spans.filter((span) => policyOf(span) === policy);
  const around = ofPolicy.find((span) => span.startMs <= timeMs && timeMs <= span.startMs + span.durationMs);
  return around ?? ofPolicy[0] ?? spans.find((span) => span.parentId === null) ?? spans[0];
}
