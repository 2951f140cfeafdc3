import { apply, toResult, unpackDelta, type DiffResult } from '../diff';
import { parseJson, type Json } from '../json';
import type { SideView } from './detail';
import type { CallView, PackedCallView, PackedSide } from './packedView';

/** The view that `packCallView` packed. The bodies share what did not change: treat them as immutable. */
export function unpackCallView(packed: PackedCallView): CallView {
  return { ...packed, request: unpackSide(packed.request), response: unpackSide(packed.response) };
}

function unpackSide(packed: PackedSide): SideView {
  const { rawKind, originalBytes, finalBytes, masked } = packed;
  const original = packed.original === undefined ? parse(packed.originalRaw ?? 'null') : packed.original;
  const originalRaw = packed.originalRaw === undefined ? JSON.stringify(original) : packed.originalRaw;
  const diff = unpackDiff(packed.diff, original);
  const final = packed.final === undefined ? edited(original, diff) : packed.final;
  const finalRaw = packed.finalRaw === undefined ? writtenFinal(final, originalRaw, diff) : packed.finalRaw;
  return { original, final, diff, originalRaw, finalRaw, rawKind, originalBytes, finalBytes, masked };
}

function parse(text: string): Json {
  return parseJson(text);
}

function unpackDiff(packed: PackedSide['diff'], original: Json): DiffResult | null {
  if (packed === null) return null;
  const { delta, unchanged, degraded, summary, attribution } = packed;
  return {
    ...toResult(unpackDelta(delta, original), unchanged, degraded),
    summary,
    ...(attribution && { attribution }),
  };
}

function edited(original: Json, diff: DiffResult | null): Json {
  return diff === null ? original : apply(diff.delta, original);
}

function writtenFinal(final: Json, originalRaw: string | null, diff: DiffResult | null): string | null {
  return diff === null || diff.delta.kind === 'same' ? originalRaw : JSON.stringify(final);
}
