import type { AnyValue, Attributes } from '@opentelemetry/api';
import { redactForSinks } from '@lens/core/privacy';

/** Of a span: fewer than fifty. `redactForSinks` holds events to as many. */
const mostAttributes = 49;
/** Of a span; OpenTelemetry's own limit. */
export const mostEvents = 128;

export type Given = string | number | boolean | readonly string[] | null | undefined;

export interface Limited {
  attributes: Attributes;
  dropped: number;
}

/** Ids that are ours, hashes among them: random digits may look like a telephone number. */
const ownIds = new Set([
  'luthien.call_id',
  'luthien.parent_call_id',
  'session.id',
  'user.id',
  'gen_ai.conversation.id',
]);

/** What may be sent of a span's attributes, redacted: the first of them. What has no value is left out. */
export function limited(given: Iterable<readonly [string, Given]>): Limited {
  const attributes: Attributes = {};
  let count = 0;
  let dropped = 0;
  for (const [name, value] of given) {
    if (value === null || value === undefined) continue;
    if (count === mostAttributes) dropped++;
    else {
      count++;
      attributes[name] = redacted(name, value);
    }
  }
  return { attributes, dropped };
}

function redacted(name: string, value: NonNullable<Given>): AnyValue {
  if (typeof value === 'string') return ownIds.has(name) ? value : redactForSinks(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return value.slice(0, mostAttributes).map((one) => redactForSinks(one));
}
