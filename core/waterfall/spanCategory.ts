import type { Span } from './types';

/** Whose time a span tells: the provider's, a policy's, the gateway's own work, or something else's (a database). */
export type SpanCategory = 'provider' | 'policy' | 'own' | 'other';

const ownPrefixes = ['gateway.', 'ingested.', 'control_plane.', 'streaming.'];

export function spanCategory(span: Span): SpanCategory {
  if (span.name.startsWith('llm.') || Object.hasOwn(span.attributes, 'gen_ai.operation.name')) return 'provider';
  if (isOwn(span)) return 'own';
  return policyOf(span) === null ? 'other' : 'policy';
}

/**
 * The policy a span belongs to, by attribute or by a name such as `policy pii-redaction`. The gateway's own spans say which
 * policies the call had, and belong to none.
 */
export function policyOf(span: Pick<Span, 'name' | 'attributes'>): string | null {
  if (isOwn(span)) return null;
  const name = span.attributes['luthien.policy.name'];
  if (typeof name === 'string') return name;
  return /^policy[ .]/.test(span.name) ? span.name.slice('policy.'.length) : null;
}

function isOwn({ name }: Pick<Span, 'name'>): boolean {
  return ownPrefixes.some((prefix) => name.startsWith(prefix));
}

/** The time a policy worked within a span that lasts as long as the stream; null for spans that are work throughout. */
export function busyMsOf(span: Span): number | null {
  const busy = span.attributes['luthien.policy.busy_ms'];
  return typeof busy === 'number' ? busy : null;
}
