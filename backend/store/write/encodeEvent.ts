import type { PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { BodyKind } from '../../call';
import type { EventRow } from '../rows';
import { placeAlone, type Place } from '../transcript/place';
import { isRangeError, jsonbText } from './jsonbText';
import { readableInSql } from './readableInSql';
import { chooseEncoding, encodeRaw, type RawEncoding } from './rawBytes';

/**
 * How much of the bodies can be read in SQL: all, which is stored as it is; what is new in a conversation, or nothing,
 * which are compressed.
 */
export type KeptForSql = 'all' | 'new' | 'none';

/** An event with its bodies in the form they are stored in. */
export interface EncodedEvent {
  event: EventRow;
  /** Null for policy events. */
  place: Place | null;
  original: string | null;
  final: string | null;
  originalRaw: Uint8Array | null;
  finalRaw: Uint8Array | null;
  steps: Uint8Array | null;
  encoding: RawEncoding;
}

/** `placed` says where in a conversation the bodies are; without it they are kept by themselves. */
export function encodeEvent(event: EventRow, placed: Place | null, kept: KeptForSql): EncodedEvent {
  const { rawKind, originalRaw, finalRaw } = event;
  const place =
    originalRaw === null ? null : (placed ?? placeAlone({ original: originalRaw, final: finalRaw, isTurn: false }));
  const plainSteps = stepBytes(event.steps);
  const isPlain = kept === 'all' && rawKind !== 'sse' && rawKind !== null;
  const columns = [place?.newOriginal ?? null, place?.newFinal ?? null, plainSteps];
  const encoding = isPlain ? 'identity' : chooseEncoding(columns, kept === 'all' ? 'fast' : 'small');
  const copy = (json: Json, raw: Uint8Array | null) => (isCopied(raw, rawKind, kept) ? jsonbOrNull(json) : null);
  return {
    event,
    place,
    original: copy(event.original, originalRaw),
    final: finalRaw === null && originalRaw !== null ? null : copy(event.final, finalRaw),
    originalRaw: encodeRaw(place?.newOriginal ?? null, encoding),
    finalRaw: encodeRaw(place?.newFinal ?? null, encoding),
    steps: encodeRaw(plainSteps, encoding),
    encoding,
  };
}

/** The body is kept as JSON beside its bytes: what a policy said has no bytes, and SQL can't make JSON of all that has. */
function isCopied(raw: Uint8Array | null, kind: BodyKind | null, kept: KeptForSql): boolean {
  if (raw === null || kind === null || kept === 'new') return true;
  return kept === 'all' && !readableInSql(raw, kind);
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
