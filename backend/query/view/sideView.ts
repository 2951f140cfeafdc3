import type { SideView } from '@lens/core/api';
import { attribute, diff, DeltaMismatch, type DiffResult, type PolicyStep } from '@lens/core/diff';
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
}

/** A direction that has no body, such as the response of a call whose client left. */
export const noSide: SideView = {
  original: null,
  final: null,
  diff: null,
  originalRaw: null,
  finalRaw: null,
  rawKind: null,
  originalBytes: 0,
  finalBytes: 0,
  masked: false,
};

/** One direction as this reader may see it. What the policies' steps hold never leaves the server. */
export function sideView(event: StoredEvent, options: SideOptions): SideView {
  const { original, final } = storedBodies(event, options.api);
  const compared = diff(original, final);
  const attributed = attributeSteps(compared, original, event.steps);
  const shown = options.revealed
    ? { original, diff: attributed ?? compared, masked: false }
    : maskSide(original, final, attributed, event.steps, options.digest);
  const finalRaw = event.finalRaw ?? event.originalRaw;
  return {
    original: shown.original,
    final,
    diff: shown.diff,
    originalRaw: shown.masked ? null : rawText(event.originalRaw, event.rawKind),
    finalRaw: event.finalRaw === null && shown.masked ? null : rawText(finalRaw, event.rawKind),
    rawKind: event.rawKind,
    originalBytes: event.originalRaw?.byteLength ?? 0,
    finalBytes: finalRaw?.byteLength ?? 0,
    masked: shown.masked,
  };
}

/** Some of this direction is hidden from readers without `reveal`. */
export function hasRedactions(event: StoredEvent): boolean {
  return event.steps === null || event.steps.some(({ redacts }) => redacts);
}

/** Null when the steps are lost or do not fit the bodies: then nobody knows which change was a redaction. */
function attributeSteps(compared: DiffResult, original: Json, steps: PolicyStep[] | null): DiffResult | null {
  if (steps === null) return null;
  try {
    return attribute(compared, original, steps);
  } catch (error) {
    if (error instanceof DeltaMismatch) return null;
    throw error;
  }
}

type Shown = Pick<SideView, 'original' | 'diff' | 'masked'>;

/** Fails closed: an original whose changes nobody can attribute is hidden whole. */
function maskSide(
  original: Json,
  final: Json,
  attributed: DiffResult | null,
  steps: PolicyStep[] | null,
  digest: (text: string) => string,
): Shown {
  if (attributed === null || steps === null) return { original: null, diff: null, masked: true };
  return maskRedactions(original, final, attributed, steps, digest);
}

function rawText(bytes: Uint8Array | null, kind: StoredEvent['rawKind']): string | null {
  if (bytes === null || kind === null || kind === 'binary') return null;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
