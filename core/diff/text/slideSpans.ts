import { spend, type Budget } from '../budget';
import type { TextSpan } from '../types';
import { joins } from './tokens';

/** How far a span is moved at most, and what it costs to look at the places where it may stand. */
const MAX_SHIFT = 256;
const STEPS_PER_SPAN = 64;
const STEPS_PER_PLACE = 8;

/**
 * Moves what was only added or only removed to where a reader would cut. `x: a, {+b, +}c` may as well be `x: {+a, +}b, c`
 * where `a` and `b` are the same, so of all such places the one at the best borders is taken: those of lines before those of
 * sentences before those of words.
 */
export function slideSpans(spans: TextSpan[], left: string, budget: Budget): TextSpan[] {
  let position = 0;
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1];
    const after = spans[index + 1];
    if (span.op !== 'keep' && before?.op === 'keep' && after?.op === 'keep' && spend(budget, STEPS_PER_SPAN)) {
      // Changes that are apart stay apart.
      const back = Math.min(MAX_SHIFT, before.length - (index === 1 ? 0 : 1));
      const ahead = Math.min(MAX_SHIFT, after.length - (index === spans.length - 2 ? 0 : 1));
      const run = runBetween(left, position, span, { back, ahead });
      const by = bestShift(run, budget);
      span.text = run.text.slice(run.start + by, run.start + by + run.length);
      before.length += by;
      after.length -= by;
      position += by;
    }
    if (span.op !== 'add') position += span.op === 'keep' ? span.length : span.text.length;
  }
  return spans.filter((span) => span.op !== 'keep' || span.length > 0);
}

/** A span in the text around it, and between which places it may begin. */
interface Run {
  text: string;
  start: number;
  length: number;
  first: number;
  last: number;
}

function runBetween(
  left: string,
  position: number,
  span: { op: 'add' | 'remove'; text: string },
  { back, ahead }: { back: number; ahead: number },
): Run {
  const next = span.op === 'add' ? position : position + span.text.length;
  // One character more on both sides: a border is told by what stands before and behind it.
  const from = Math.max(0, position - back - 1);
  const text = left.slice(from, position) + span.text + left.slice(next, next + ahead + 1);
  const start = position - from;
  return { text, start, length: span.text.length, first: start - back, last: start + ahead };
}

/** By how many characters the run is best moved; 0 where there is nothing better. */
function bestShift({ text, start, length, ...limits }: Run, budget: Budget): number {
  let first = start;
  while (first > limits.first && text[first - 1] === text[first - 1 + length]) first--;
  let last = start;
  while (last < limits.last && text[last] === text[last + length]) last++;
  if (first === last || !spend(budget, STEPS_PER_PLACE * (last - first))) return 0;
  let best = start;
  let bestScore = scoreOf(text, start, length);
  for (let place = first; place <= last; place++) {
    const score = scoreOf(text, place, length);
    if (score > bestScore) [best, bestScore] = [place, score];
  }
  return best - start;
}

function scoreOf(text: string, start: number, length: number): number {
  if (joins(text, start) || joins(text, start + length)) return -1;
  return borderOf(text, start) + borderOf(text, start + length);
}

/** How much of a border there is in front of a character. */
function borderOf(text: string, at: number): number {
  const before = text[at - 1];
  if (before === undefined || before === '\n') return 4;
  if (!/\s/.test(before)) return /\s/.test(text[at] ?? ' ') ? 1 : 0;
  return /[.!?。]/.test(text[at - 2] ?? '') ? 3 : 2;
}
