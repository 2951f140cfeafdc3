import type { SideView } from '@lens/core/api';
import { attribute, diff, DeltaMismatch, type DiffResult } from '@lens/core/diff';
import type { Api } from '@lens/core/formats';
import type { Json } from '@lens/core/json';
import { maskRedactions } from '@lens/core/privacy';
import type { StoredEvent } from '../../store';
import { storedBodies } from './storedBody';

export interface SideOptions {
  api: Api;
  /** The reader has the `reveal` scope. */
  revealed: boolean;
  digest: (text: string) => string;
  /** The policies that said something about this direction. */
  said: ReadonlySet<string>;
}

export interface ReadSide {
  view: SideView;
  /** Something of it is masked for readers without `reveal`, whether or not this reader has it. */
  redacted: boolean;
}

/** A direction that has no body, such as the response of a call whose client left. */
export const noSide: ReadSide = {
  view: {
    original: null,
    final: null,
    diff: null,
    originalRaw: null,
    finalRaw: null,
    rawKind: null,
    originalBytes: 0,
    finalBytes: 0,
    masked: false,
  },
  redacted: false,
};

/** One direction as this reader may see it. What the policies' steps hold never leaves the server. */
export function sideView(event: StoredEvent, { api, revealed, digest, said }: SideOptions): ReadSide {
  const { original, final } = storedBodies(event, api);
  const compared = diff(original, wentNowhere(event) ? original : final);
  const known = attributeAndMask(event, original, final, compared, digest);
  const beside = redactedBeside(event, said);
  const redacted = known.masked.masked || beside;
  const masked = { ...known.masked, masked: redacted };
  const shown = revealed ? { original, diff: known.attributed, masked: false } : masked;
  const finalRaw = event.finalRaw ?? event.originalRaw;
  const view = {
    original: shown.original,
    final: revealed && wentNowhere(event) ? original : final,
    diff: shown.diff,
    originalRaw: shown.masked ? null : rawText(event.originalRaw, event.rawKind),
    finalRaw: event.finalRaw === null && shown.masked ? null : rawText(finalRaw, event.rawKind),
    rawKind: event.rawKind,
    originalBytes: shown.masked ? null : (event.originalRaw?.byteLength ?? 0),
    finalBytes: finalRaw?.byteLength ?? 0,
    masked: shown.masked,
  };
  return { view, redacted };
}

/** A request that was refused before its policies were through: none of them changed it to nothing. */
function wentNowhere({ eventType, finalRaw, steps }: StoredEvent): boolean {
  return eventType === 'request' && finalRaw?.byteLength === 0 && steps === null;
}

/**
 * A redaction may be in the bytes alone: half an event, a comment, data that is no JSON. What the bytes are read as then
 * tells nothing of it, but its policy does.
 */
function redactedBeside({ finalRaw, steps }: StoredEvent, said: ReadonlySet<string>): boolean {
  if (finalRaw === null || steps === null) return false;
  // Of a stream that is too large the steps are not kept.
  return steps.length === 0 ? said.size > 0 : steps.some(({ policy, redacts }) => redacts && said.has(policy));
}

interface Known {
  /** With the names of policies, as far as they are known. */
  attributed: DiffResult;
  masked: Pick<SideView, 'original' | 'diff' | 'masked'>;
}

/**
 * Fails closed: where the steps are lost or do not fit the bodies nobody knows which change was a redaction, and the
 * original is hidden whole.
 */
function attributeAndMask(
  { steps }: StoredEvent,
  original: Json,
  final: Json,
  compared: DiffResult,
  digest: (text: string) => string,
): Known {
  const hidden: Known = { attributed: compared, masked: { original: null, diff: null, masked: true } };
  if (steps === null) return hidden;
  try {
    const attributed = attribute(compared, original, steps);
    return { attributed, masked: maskRedactions(original, final, attributed, steps, digest) };
  } catch (error) {
    if (error instanceof DeltaMismatch) return hidden;
    throw error;
  }
}

function rawText(bytes: Uint8Array | null, kind: StoredEvent['rawKind']): string | null {
  if (bytes === null || kind === null || kind === 'binary') return null;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
