import type { MarkedRun, PathChanges } from '@lens/core/conversation';
import { markedRuns } from '@lens/core/conversation';

/** A piece of a marked text: a run, or unchanged text that is cut out until a reader asks for it. */
export type TextPiece = { kind: 'run'; run: MarkedRun } | { kind: 'cut'; text: string };

/** Longer unchanged text between two marks shows its ends only. */
const cutFrom = 6_000;
const endLength = 1_200;

/** The runs of a text as its change marks them. */
export function runsOf(text: string, { own }: PathChanges): MarkedRun[] {
  if (own?.kind === 'text' && own.spans) return markedRuns(text, own.spans);
  if (own?.kind === 'replace') {
    const original = typeof own.left === 'string' ? own.left : JSON.stringify(own.left ?? null);
    return [{ changed: true, text, original, by: null }];
  }
  if (own?.kind === 'add') return [{ changed: true, text, original: '', by: null }];
  return [{ changed: false, text }];
}

/** Takes the middle out of long unchanged runs. Before the first mark only the end is near one, after the last only the beginning. */
export function piecesOf(runs: readonly MarkedRun[]): TextPiece[] {
  return runs.flatMap((run, index): TextPiece[] => {
    if (run.changed || run.text.length <= cutFrom) return [{ kind: 'run', run }];
    const head = run.text.slice(0, endLength);
    const cut = run.text.slice(endLength, -endLength);
    const tail = run.text.slice(-endLength);
    const kept = (text: string): TextPiece => ({ kind: 'run', run: { changed: false, text } });
    if (index === runs.length - 1) return [kept(head), { kind: 'cut', text: cut + tail }];
    return [kept(head), { kind: 'cut', text: cut }, kept(tail)];
  });
}
