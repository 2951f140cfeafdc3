/** Words that both texts have in a row: `count` from word `left` on and from word `right` on. */
export interface KeptRun {
  left: number;
  right: number;
  count: number;
}

/** The runs of a matching of words. */
export function keptRuns(partner: Int32Array): KeptRun[] {
  const runs: KeptRun[] = [];
  let last: KeptRun | undefined;
  for (let left = 0; left < partner.length; left++) {
    const right = partner[left] ?? -1;
    if (right < 0) continue;
    if (last !== undefined && last.left + last.count === left && last.right + last.count === right) last.count++;
    else runs.push((last = { left, right, count: 1 }));
  }
  return runs;
}

/** Passes over the runs; each may make the gaps larger that the next one judges by. */
const MAX_PASSES = 4;

/**
 * Without the words that two passages share only by chance: a short run between two rewritten passages, each at least
 * twice as long on both sides. So a rewritten sentence reads as one replacement, while `[REDACTED]` for many words
 * (one added word) never swallows what stands beside it.
 */
export function withoutCoincidences(runs: KeptRun[], leftWords: number, rightWords: number): KeptRun[] {
  let kept = runs;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = onePass(kept, leftWords, rightWords);
    if (next.length === kept.length) break;
    kept = next;
  }
  return kept;
}

function onePass(runs: KeptRun[], leftWords: number, rightWords: number): KeptRun[] {
  const kept: KeptRun[] = [];
  let leftEnd = 0;
  let rightEnd = 0;
  runs.forEach((run, index) => {
    const next = runs[index + 1] ?? { left: leftWords, right: rightWords };
    const before = Math.min(run.left - leftEnd, run.right - rightEnd);
    const after = Math.min(next.left - run.left - run.count, next.right - run.right - run.count);
    if (2 * run.count <= Math.min(before, after)) return;
    kept.push(run);
    leftEnd = run.left + run.count;
    rightEnd = run.right + run.count;
  });
  return kept;
}
