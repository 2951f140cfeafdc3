import type { PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { EventRow } from '../rows';
import { isRangeError, jsonbText } from './jsonbText';
import { chooseEncoding, encodeRaw, type RawEncoding } from './rawBytes';

/** An event with its bodies in the form they are stored in. */
export interface EncodedEvent {
  event: EventRow;
  original: string | null;
  final: string | null;
  originalRaw: Uint8Array | null;
  finalRaw: Uint8Array | null;
  steps: Uint8Array | null;
  encoding: RawEncoding;
}

export function encodeEvent(event: EventRow): EncodedEvent {
  const plainSteps = stepBytes(event.steps);
  const encoding = chooseEncoding([event.originalRaw, event.finalRaw, plainSteps]);
  return {
    event,
    original: jsonbOrNull(event.original),
    final: jsonbOrNull(event.final),
    originalRaw: encodeRaw(event.originalRaw, encoding),
    finalRaw: encodeRaw(event.finalRaw, encoding),
    steps: encodeRaw(plainSteps, encoding),
    encoding,
  };
}

function jsonbOrNull(value: Json): string | null {
  return value === null ? null : jsonbText(value);
}

/** Null when they nest too deeply to be written; readers then treat the whole original as redacted. */
function stepBytes(steps: PolicyStep[] | null): Uint8Array | null {
  if (steps === null) return null;
  try {
    return Buffer.from(JSON.stringify(steps));
  } catch (error) {
    if (isRangeError(error)) return null;
    throw error;
  }
}
