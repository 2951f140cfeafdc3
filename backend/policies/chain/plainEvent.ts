import type { PolicyEvent } from '../../call';

export type EventDraft = Pick<PolicyEvent, 'type' | 'summary' | 'details' | 'severity'>;

const severities: ReadonlySet<unknown> = new Set<PolicyEvent['severity']>(['debug', 'info', 'warning', 'error']);

/**
 * What a policy said, as it can be stored. A policy is code of its own, perhaps without types: whatever it says must not
 * cost the record of its call.
 */
export function plainDraft({ type, summary, details, severity }: EventDraft): EventDraft {
  return {
    type: plainText(type),
    summary: plainText(summary),
    details,
    severity: severities.has(severity) ? severity : 'info',
  };
}

/** A copy that JSON can hold; of anything else than texts, numbers, truth values and null only the kind is left. */
export function plainDetails(details: PolicyEvent['details']): PolicyEvent['details'] {
  try {
    const known = Object.entries<unknown>(details).filter(([, value]) => value !== undefined);
    return Object.fromEntries(known.map(([key, value]) => [key, isPlain(value) ? value : notKept(value)]));
  } catch {
    return { details: 'not kept: they can not be read' };
  }
}

function isPlain(value: unknown): value is PolicyEvent['details'][string] {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function plainText(text: unknown): string {
  return typeof text === 'string' ? text : notKept(text);
}

function notKept(value: unknown): string {
  return `not kept: ${typeof value}`;
}
