import type { Api } from '@lens/core/formats';
import type { Json } from '@lens/core/json';
import { readBody, readStream } from '../../call';
import type { StoredEvent } from '../../store';

/** The two bodies of one direction, from the exact bytes: they keep the order of keys and every character. */
export interface StoredBodies {
  original: Json;
  /** The same value as `original` when nothing changed. */
  final: Json;
}

/** Reads bodies the way the recorder did, so that its policy steps fit them. */
export function storedBodies(event: StoredEvent, api: Api): StoredBodies {
  const { rawKind, originalRaw, finalRaw } = event;
  // Kept without bytes: only the JSON copy is there.
  if (originalRaw === null) return { original: event.original, final: event.final ?? event.original };
  const read = (raw: Uint8Array): Json => (rawKind === 'sse' ? readStream(api, raw).json : readBody(raw).json);
  const original = read(originalRaw);
  return { original, final: finalRaw === null ? original : read(finalRaw) };
}
