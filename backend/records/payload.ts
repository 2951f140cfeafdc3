import { redactForSinks } from '@lens/core/privacy';
import { SpelledNumber, isObject, type Json } from '@lens/core/json';
import type { RecordedDirection } from '../call';

/** Beyond, nothing of a payload is shown; what is redacted is looked at a little further. */
const longestLooked = 4 * 1024;

export interface PayloadLimits {
  /** Bytes, of UTF-8. */
  textBytes: number;
}

declare const isRedacted: unique symbol;
/** The text of a body as telemetry may have it: redacted, and as long as it may be. */
export type Payload = string & { [isRedacted]: true };

export function payloadOf(text: string, { textBytes } = payloadLimits.bounded): Payload {
  return redactForSinks(text, { textBytes, attributes: 1 }) as Payload;
}

const noPayload = '' as Payload;

/** As every sink has it; and with a few words alone of what somebody wrote. */
export const payloadLimits = {
  bounded: { textBytes: 1024 },
  strict: { textBytes: 100 },
  none: { textBytes: 0 },
} satisfies Record<string, PayloadLimits>;

/**
 * The beginning of a body as telemetry may have it. Of a direction from which a policy took secrets both stages have the
 * final form: what was taken out is secret whatever it looks like.
 */
export function createPayloads(limits: PayloadLimits) {
  /** Stages of which the body is the same have the same payload: to look for secrets is what it costs. */
  const made = new Map<RecordedDirection['original'], Payload>();
  return (direction: RecordedDirection, form: 'original' | 'final'): Payload => {
    if (limits.textBytes === 0) return noPayload;
    const { original, final } = direction;
    const body = form === 'final' || isSecret(direction) ? (final ?? original) : original;
    const payload = made.get(body) ?? payloadOf(beginningOf(body.json), limits);
    made.set(body, payload);
    return payload;
  };
}

/** A policy redacts, or nobody knows what it did. */
function isSecret({ final, steps }: RecordedDirection): boolean {
  return final !== null && (steps === null || steps.some(({ redacts, shown }) => redacts || shown !== true));
}

/** JSON as far as it is looked at: a body may be of megabytes. */
function beginningOf(value: Json): string {
  const parts: string[] = [];
  let length = 0;
  const write = (text: string): boolean => {
    parts.push(text);
    length += text.length;
    return length < longestLooked;
  };
  writeJson(value, write);
  return parts.join('').slice(0, longestLooked);
}

/** False when enough is written. */
function writeJson(value: Json, write: (text: string) => boolean): boolean {
  if (typeof value === 'string') return write(JSON.stringify(value.slice(0, longestLooked)));
  if (typeof value !== 'object' || value === null || value instanceof SpelledNumber)
    return write(JSON.stringify(value));
  const isList = !isObject(value);
  if (!write(isList ? '[' : '{')) return false;
  let first = true;
  for (const [key, item] of Object.entries(value)) {
    const before = first ? '' : ',';
    first = false;
    if (!write(isList ? before : `${before}${JSON.stringify(key)}:`) || !writeJson(item, write)) return false;
  }
  return write(isList ? ']' : '}');
}
