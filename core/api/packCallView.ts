import { apply, DeltaMismatch, packDelta, type DiffResult } from '../diff';
import { parseJson, type Json } from '../json';
import type { SideView } from './detail';
import type { CallView, PackedCallView, PackedSide } from './packedView';

/** The view as it is sent: each body once. Something is left out only where `unpackCallView` gives exactly it. */
export function packCallView(view: CallView): PackedCallView {
  return { ...view, request: packSide(view.request), response: packSide(view.response) };
}

function packSide({ original, final, diff, originalRaw, finalRaw, ...facts }: SideView): PackedSide {
  return {
    ...facts,
    diff: diff && packDiff(diff),
    ...packOriginal(original, originalRaw),
    ...packFinal({ original, final, diff, originalRaw, finalRaw }),
  };
}

function packDiff({ delta, unchanged, summary, degraded, attribution }: DiffResult): PackedSide['diff'] {
  return { delta: packDelta(delta), unchanged, summary, degraded, ...(attribution && { attribution }) };
}

function packOriginal(original: Json, raw: string | null): Pick<PackedSide, 'original' | 'originalRaw'> {
  const text = JSON.stringify(original);
  if (text === raw) return { original };
  return raw !== null && holds(raw, text) ? { originalRaw: raw } : { original, originalRaw: raw };
}

/** Whether a text holds the value that `JSON.stringify` writes as `json`. */
function holds(text: string, json: string): boolean {
  try {
    return JSON.stringify(parseJson(text)) === json;
  } catch {
    // No JSON, or nested too deeply to be written: then the value is something else.
    return false;
  }
}

type Bodies = Pick<SideView, 'original' | 'final' | 'diff' | 'originalRaw' | 'finalRaw'>;

function packFinal({ original, final, diff, originalRaw, finalRaw }: Bodies): Pick<PackedSide, 'final' | 'finalRaw'> {
  if (final === original && (diff === null || diff.delta.kind === 'same')) {
    return finalRaw === originalRaw ? {} : { finalRaw };
  }
  const text = JSON.stringify(final);
  const raw = diff === null || diff.delta.kind === 'same' ? originalRaw : text;
  return {
    ...(diff !== null && follows(original, diff, text) ? {} : { final }),
    ...(finalRaw === raw ? {} : { finalRaw }),
  };
}

/** Whether the edited original is the final body, in the order of its keys too. */
function follows(original: Json, { delta }: DiffResult, final: string): boolean {
  try {
    return JSON.stringify(apply(delta, original)) === final;
  } catch (error) {
    if (error instanceof DeltaMismatch) return false;
    throw error;
  }
}
