import { spend, type Budget } from '../budget';

/** Two runs of numbers to be matched: `a[aFrom..aTo)` and `b[bFrom..bTo)`. */
export interface Window {
  a: Int32Array;
  aFrom: number;
  aTo: number;
  b: Int32Array;
  bFrom: number;
  bTo: number;
}

/**
 * Myers' O(ND) algorithm: calls `match` for each pair of the longest common subsequence, last pair first. False when
 * more than `maxEdits` insertions and deletions would be needed, or the budget is used up; then nothing was matched.
 * E. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986).
 */
export function myers(
  window: Window,
  maxEdits: number,
  budget: Budget,
  match: (a: number, b: number) => void,
): boolean {
  const trace = search(window, maxEdits, budget);
  if (trace === null) return false;
  trackBack(window, trace, match);
  return true;
}

/** For each number of edits, how far along `a` each diagonal came (diagonal k at index k + edits). Null when given up. */
function search(window: Window, maxEdits: number, budget: Budget): Int32Array[] | null {
  const { a, aFrom, b, bFrom } = window;
  const n = window.aTo - aFrom;
  const m = window.bTo - bFrom;
  const limit = Math.min(maxEdits, n + m);
  const trace: Int32Array[] = [];
  let before = new Int32Array(1);
  for (let edits = 0; edits <= limit; edits++) {
    const reached = new Int32Array(2 * edits + 1);
    let cost = 2 * edits + 1;
    // Diagonals outside the table can't lead to its corner; -1 marks them.
    for (let k = -edits; k <= edits; k += 2) {
      const start = edits === 0 ? 0 : step(before, k, edits, n, m);
      if (start < 0) {
        reached[k + edits] = -1;
        continue;
      }
      let x = start;
      while (x < n && x - k < m && a[aFrom + x] === b[bFrom + x - k]) x++;
      cost += x - start;
      reached[k + edits] = x;
      if (x === n && x - k === m) {
        trace.push(reached);
        return trace;
      }
    }
    trace.push(reached);
    before = reached;
    if (!spend(budget, cost)) return null;
  }
  return null;
}

/** Where diagonal k starts after one more edit: by a deletion from k - 1 or an insertion from k + 1, whichever is further. */
function step(before: Int32Array, k: number, edits: number, n: number, m: number): number {
  const fromInsertion = k + edits < 2 * edits - 1 ? (before[k + edits] ?? -1) : -1;
  const fromDeletion = k + edits >= 2 ? (before[k + edits - 2] ?? -1) : -1;
  let x = -1;
  if (fromDeletion >= 0 && fromDeletion < n) x = fromDeletion + 1;
  if (fromInsertion >= 0 && fromInsertion - k <= m && fromInsertion > x) x = fromInsertion;
  return x - k > m ? -1 : x;
}

function trackBack(window: Window, trace: Int32Array[], match: (a: number, b: number) => void): void {
  const n = window.aTo - window.aFrom;
  const m = window.bTo - window.bFrom;
  let x = n;
  let y = m;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const k = x - y;
    const start = edits === 0 ? 0 : step(trace[edits - 1] ?? new Int32Array(1), k, edits, n, m);
    while (x > start) {
      x--;
      y--;
      match(window.aFrom + x, window.bFrom + y);
    }
    if (edits === 0) return;
    const before = trace[edits - 1] ?? new Int32Array(1);
    const inserted = k + edits < 2 * edits - 1 && before[k + edits] === x;
    if (inserted) y--;
    else x--;
  }
}
