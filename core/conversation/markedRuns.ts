import type { TextSpan } from '../diff';

/** A stretch of the final text; a changed one carries what stood there before (empty: nothing did). */
export type MarkedRun =
  | { changed: false; text: string }
  /** `text` is empty where something was only taken out. */
  | { changed: true; text: string; original: string; by: string | null };

/** Cuts the final text at its changes. Neighbouring removals and additions are one change, as a reader sees it. */
export function markedRuns(text: string, spans: readonly TextSpan[]): MarkedRun[] {
  const runs: MarkedRun[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.op === 'keep') {
      runs.push({ changed: false, text: text.slice(at, at + span.length) });
      at += span.length;
      continue;
    }
    const last = runs.at(-1);
    const run = last?.changed === true ? last : startRun(runs);
    run.by ??= span.by ?? null;
    if (span.op === 'remove') run.original += span.text;
    else {
      run.text += span.text;
      at += span.text.length;
    }
  }
  if (at < text.length) runs.push({ changed: false, text: text.slice(at) });
  return runs;
}

function startRun(runs: MarkedRun[]): Extract<MarkedRun, { changed: true }> {
  const run = { changed: true as const, text: '', original: '', by: null };
  runs.push(run);
  return run;
}
