import { spend, type Budget } from '../budget';
import { matchSequences } from '../sequence/matchSequences';
import type { TextSpan } from '../types';
import { commonEnds } from './commonEnds';
import { internWords } from './internWords';
import { keptRuns, withoutCoincidences, type KeptRun } from './keptRuns';
import { slideSpans } from './slideSpans';
import { spanWriter, type SpanWriter } from './spanWriter';
import { isWordAt, tokenise, type Tokens } from './tokens';

/** Steps a character costs to be cut into tokens, compared and written. */
const STEPS_PER_CHARACTER = 4;

/** Steps any two texts cost, however short. */
const STEPS_PER_TEXT = 1_500;

/** Kept text below this part of the shorter side says nothing: the texts are unrelated. */
const LEAST_KEPT = 1 / 8;

export interface TextDiff {
  spans: TextSpan[];
  /** The texts share enough for spans to be of use to a reader. */
  related: boolean;
  /** The budget did not suffice for the closest look. */
  coarse: boolean;
}

/** What was kept, removed and added between two texts, by words. Words are matched first, then what stands between them. */
export function textSpans(left: string, right: string, budget: Budget): TextDiff {
  const { prefix, suffix } = commonEnds(left, right);
  const leftMiddle = left.slice(prefix, left.length - suffix);
  const rightMiddle = right.slice(prefix, right.length - suffix);
  const writer = spanWriter();
  writer.keep(prefix);
  const coarse = writeMiddle(leftMiddle, rightMiddle, budget, writer);
  writer.keep(suffix);
  const spans = slideSpans(writer.end(), left, budget);
  return { spans, related: areRelated(spans, left, right), coarse };
}

/** True when the budget did not suffice. */
function writeMiddle(left: string, right: string, budget: Budget, writer: SpanWriter): boolean {
  if (
    left === '' ||
    right === '' ||
    !spend(budget, STEPS_PER_TEXT + STEPS_PER_CHARACTER * (left.length + right.length))
  ) {
    writer.remove(left);
    writer.add(right);
    return left !== '' && right !== '';
  }
  const a = tokenise(left);
  const b = tokenise(right);
  const ids = internWords(a, b);
  const { partner, coarse } = matchSequences(ids.left, ids.right, ids.size, budget);
  const runs = withoutCoincidences(keptRuns(partner), a.words.length, b.words.length);
  writeRuns(runs, a, b, writer);
  return coarse;
}

/** Writes the kept words and what stands between them. Positions are indexes of tokens. */
function writeRuns(runs: KeptRun[], a: Tokens, b: Tokens, writer: SpanWriter): void {
  let fromA = 0;
  let fromB = 0;
  for (const run of runs) {
    for (let offset = 0; offset < run.count; offset++) {
      const wordA = a.words[run.left + offset] ?? 0;
      const wordB = b.words[run.right + offset] ?? 0;
      if (!sameToken(a, wordA, b, wordB)) continue;
      writeBetween(a, fromA, wordA, b, fromB, wordB, writer);
      writer.keep(lengthOf(a, wordA));
      fromA = wordA + 1;
      fromB = wordB + 1;
    }
  }
  writeBetween(a, fromA, a.hashes.length, b, fromB, b.hashes.length, writer);
}

/** Writes a stretch without matched words: equal tokens at its ends are kept. */
function writeBetween(
  a: Tokens,
  fromA: number,
  toA: number,
  b: Tokens,
  fromB: number,
  toB: number,
  writer: SpanWriter,
): void {
  let [startA, endA, startB, endB] = [fromA, toA, fromB, toB];
  while (startA < endA && startB < endB && sameToken(a, startA, b, startB)) {
    startA++;
    startB++;
  }
  while (startA < endA && startB < endB && sameToken(a, endA - 1, b, endB - 1)) {
    endA--;
    endB--;
  }
  writer.keep(position(a, startA) - position(a, fromA));
  writer.remove(a.text.slice(position(a, startA), position(a, endA)));
  writer.add(b.text.slice(position(b, startB), position(b, endB)));
  writer.keep(position(a, toA) - position(a, endA));
}

function position(tokens: Tokens, token: number): number {
  return tokens.starts[token] ?? tokens.text.length;
}

function lengthOf(tokens: Tokens, token: number): number {
  return position(tokens, token + 1) - position(tokens, token);
}

/** Hashes may collide, so equal hashes are checked against the texts. */
function sameToken(a: Tokens, tokenA: number, b: Tokens, tokenB: number): boolean {
  const length = lengthOf(a, tokenA);
  if (a.hashes[tokenA] !== b.hashes[tokenB] || length !== lengthOf(b, tokenB)) return false;
  const startA = position(a, tokenA);
  const startB = position(b, tokenB);
  for (let offset = 0; offset < length; offset++) {
    if (a.text.charCodeAt(startA + offset) !== b.text.charCodeAt(startB + offset)) return false;
  }
  return true;
}

/** Whether enough was kept, some word among it, for spans to tell a reader more than both texts side by side. */
export function areRelated(spans: TextSpan[], left: string, right: string): boolean {
  if (keptLength(spans) < LEAST_KEPT * Math.min(left.length, right.length)) return false;
  let position = 0;
  return spans.some((span) => {
    const from = position;
    position += span.op === 'keep' ? span.length : span.op === 'remove' ? span.text.length : 0;
    return span.op === 'keep' && hasWord(left, from, position);
  });
}

function keptLength(spans: TextSpan[]): number {
  return spans.reduce((length, span) => length + (span.op === 'keep' ? span.length : 0), 0);
}

function hasWord(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isWordAt(text, at)) return true;
  return false;
}
