import type { Span } from '@lens/core/waterfall';
import { callSpans } from '../../call';
import type { StoredCall } from '../../store';
import type { Trace } from '../../traces';

/** Whose a call was, by which its owner's other calls could be found. */
const owners = new Set(['user.id', 'session.id', 'gen_ai.conversation.id']);

/**
 * The spans of a trace as a reader may see them. Without `reveal` those of other systems are bars alone: applications write
 * prompts into theirs, and with them what a policy has taken out of a call.
 */
export function disclosedSpans({ spans }: Trace, calls: readonly StoredCall[], revealed: boolean): Span[] {
  if (revealed) return spans;
  const own = new Set(calls.flatMap(ownIds));
  return spans.map((span) => (own.has(span.id) ? withoutOwners(span) : { ...span, attributes: {}, events: [] }));
}

function ownIds(call: StoredCall): string[] {
  return [call.spanId, ...callSpans({ ...call, startedAt: call.startedAt.getTime() }).map(({ id }) => id)];
}

function withoutOwners(span: Span): Span {
  const kept = Object.entries(span.attributes).filter(([name]) => !owners.has(name));
  return { ...span, attributes: Object.fromEntries(kept) };
}
