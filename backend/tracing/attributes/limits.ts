import type { AnyValue, Attributes } from '@opentelemetry/api';

/** Of a span or an event: fewer than fifty. */
const mostAttributes = 49;
/** Of a text, its mark included. */
const mostTextBytes = 1024;
/** Of a span; OpenTelemetry's own limit. */
export const mostEvents = 128;

const mark = '… [truncated]';
const markBytes = Buffer.byteLength(mark);

export type Given = string | number | boolean | readonly string[] | null | undefined;

export interface Limited {
  attributes: Attributes;
  dropped: number;
}

/** What may be sent of these: the first of them, each text up to its limit. What has no value is left out. */
export function limited(given: Iterable<readonly [string, Given]>): Limited {
  const attributes: Attributes = {};
  let count = 0;
  let dropped = 0;
  for (const [name, value] of given) {
    if (value === null || value === undefined) continue;
    if (count === mostAttributes) dropped++;
    else {
      count++;
      // Names are ours or a policy's: one of them may be called `__proto__`.
      Object.defineProperty(attributes, cut(name), {
        value: cutValue(value),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
  return { attributes, dropped };
}

function cutValue(value: NonNullable<Given>): AnyValue {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return value.slice(0, mostAttributes).map(cut);
}

/** A text that is too long, with a mark at its end; never cut inside a character. */
export function cut(text: string): string {
  if (text.length * 3 <= mostTextBytes || Buffer.byteLength(text) <= mostTextBytes) return text;
  const bytes = Buffer.from(text.slice(0, mostTextBytes));
  let end = mostTextBytes - markBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end) + mark;
}
