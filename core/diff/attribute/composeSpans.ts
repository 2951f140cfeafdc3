import type { Budget } from '../budget';
import { textSpans } from '../text/textSpans';
import type { TextSpan } from '../types';
import { pushAll } from '../value/pushAll';
import { traceCharacters, type Cut, type Piece } from './provenance';

/** A stretch where nothing of the original remained: what was cut there, and what stands there now. */
interface Gap {
  cuts: Cut[];
  added: { text: string; step: number }[];
}

/**
 * The spans from the first text to the last, each naming the policy that made it: the steps' own spans put together,
 * character by character. What one step replaced and another put back is kept.
 */
export function composeSpans(texts: string[], policies: string[], budget: Budget): TextSpan[] {
  const original = texts[0] ?? '';
  const steps = texts.slice(1).flatMap((text, step) => {
    const before = texts[step] ?? '';
    return before === text ? [] : [{ step, spans: spansBetween(before, text, budget) }];
  });
  const { pieces, cuts } = traceCharacters(original.length, steps);
  const spans: TextSpan[] = [];
  let gap: Gap = { cuts: [], added: [] };
  let position = 0;
  let nextCut = 0;
  const passTo = (origin: number): void => {
    for (let cut = cuts[nextCut]; cut !== undefined && cut.from < origin; cut = cuts[++nextCut]) gap.cuts.push(cut);
    pushAll(spans, closeGap(gap, original, policies, budget));
    gap = { cuts: [], added: [] };
  };
  for (const piece of pieces) {
    if (!isKept(piece)) {
      gap.added.push(piece);
      continue;
    }
    passTo(piece.origin);
    spans.push({ op: 'keep', length: piece.length });
    position = piece.origin + piece.length;
  }
  passTo(Math.max(position, original.length) + 1);
  return joined(spans);
}

function isKept(piece: Piece): piece is { length: number; origin: number } {
  return 'origin' in piece;
}

function spansBetween(left: string, right: string, budget: Budget): TextSpan[] {
  const { spans, related } = textSpans(left, right, budget);
  return related ? spans : replaced(left, right);
}

function replaced(left: string, right: string): TextSpan[] {
  const spans: TextSpan[] = [];
  if (left !== '') spans.push({ op: 'remove', text: left });
  if (right !== '') spans.push({ op: 'add', text: right });
  return spans;
}

/** The spans of a gap. Where several steps worked on it, the later may have put back what the earlier took: look closer. */
function closeGap(gap: Gap, original: string, policies: string[], budget: Budget): TextSpan[] {
  const left = gap.cuts.map((cut) => original.slice(cut.from, cut.to)).join('');
  const right = gap.added.map((piece) => piece.text).join('');
  if (left === right) return left === '' ? [] : [{ op: 'keep', length: left.length }];
  const steps = new Set([...gap.cuts, ...gap.added].map((part) => part.step));
  const plain = steps.size > 1 ? spansBetween(left, right, budget) : replaced(left, right);
  const cutSizes = gap.cuts.map((cut) => ({ size: cut.to - cut.from, step: cut.step }));
  const addedSizes = gap.added.map((piece) => ({ size: piece.text.length, step: piece.step }));
  return named(plain, cutSizes, addedSizes, policies);
}

interface Run {
  size: number;
  step: number;
}

/** Splits removals and additions where the responsible step changes, and names its policy. */
function named(spans: TextSpan[], cuts: Run[], added: Run[], policies: string[]): TextSpan[] {
  const removals = runReader(cuts);
  const additions = runReader(added);
  return spans.flatMap((span): TextSpan[] => {
    if (span.op === 'keep') {
      removals(span.length);
      additions(span.length);
      return [span];
    }
    const runs = span.op === 'remove' ? removals(span.text.length) : additions(span.text.length);
    let from = 0;
    return runs.map(({ size, step }) => {
      const text = span.text.slice(from, (from += size));
      const policy = policies[step];
      return policy === undefined ? { op: span.op, text } : { op: span.op, text, by: policy };
    });
  });
}

/** Hands out the runs of the next so many characters. */
function runReader(runs: Run[]): (length: number) => Run[] {
  const rest = runs.map((run) => ({ ...run })).reverse();
  return (length) => {
    const read: Run[] = [];
    let missing = length;
    while (missing > 0) {
      const run = rest.at(-1);
      if (run === undefined) break;
      const size = Math.min(run.size, missing);
      read.push({ size, step: run.step });
      run.size -= size;
      missing -= size;
      if (run.size === 0) rest.pop();
    }
    return read;
  };
}

/** Neighbours of one kind and one policy become one span. */
function joined(spans: TextSpan[]): TextSpan[] {
  const result: TextSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.op === 'keep' && span.op === 'keep') last.length += span.length;
    else if (last !== undefined && last.op !== 'keep' && span.op === last.op && span.by === last.by)
      last.text += span.text;
    else result.push({ ...span });
  }
  return result;
}
