import type { TextSpan } from '../types';
import { pushAll } from '../value/pushAll';

/** A stretch of the text as it stands now: from the original (at `origin`), or added by a step. */
export type Piece = { length: number; origin: number } | { text: string; step: number };

/** A stretch of the original that a step took out. */
export interface Cut {
  from: number;
  to: number;
  step: number;
}

export interface Provenance {
  pieces: Piece[];
  cuts: Cut[];
}

/** Where every character of a text came from, and which step took out each missing one, after all steps' spans. */
export function traceCharacters(length: number, steps: { step: number; spans: TextSpan[] }[]): Provenance {
  let pieces: Piece[] = length === 0 ? [] : [{ length, origin: 0 }];
  const cuts: Cut[] = [];
  for (const { step, spans } of steps) pieces = throughStep(pieces, spans, step, cuts);
  cuts.sort((a, b) => a.from - b.from);
  return { pieces, cuts };
}

function throughStep(pieces: Piece[], spans: TextSpan[], step: number, cuts: Cut[]): Piece[] {
  const next: Piece[] = [];
  const rest = [...pieces].reverse();
  for (const span of spans) {
    if (span.op === 'add') {
      next.push({ text: span.text, step });
      continue;
    }
    const taken = take(rest, span.op === 'keep' ? span.length : span.text.length);
    if (span.op === 'keep') pushAll(next, taken);
    else
      pushAll(
        cuts,
        taken.flatMap((piece) => cutOf(piece, step)),
      );
  }
  return next;
}

function cutOf(piece: Piece, step: number): Cut[] {
  return 'origin' in piece ? [{ from: piece.origin, to: piece.origin + piece.length, step }] : [];
}

/** Takes the next `length` characters off a list of pieces whose first is at its end. */
function take(rest: Piece[], length: number): Piece[] {
  const taken: Piece[] = [];
  let missing = length;
  for (let piece = rest.pop(); piece !== undefined; piece = missing > 0 ? rest.pop() : undefined) {
    const size = sizeOf(piece);
    if (size <= missing) {
      taken.push(piece);
    } else {
      const [first, second] = split(piece, missing);
      if (missing > 0) taken.push(first);
      rest.push(second);
    }
    missing -= Math.min(size, missing);
  }
  return taken;
}

function sizeOf(piece: Piece): number {
  return 'origin' in piece ? piece.length : piece.text.length;
}

function split(piece: Piece, at: number): [Piece, Piece] {
  if ('origin' in piece) {
    return [
      { length: at, origin: piece.origin },
      { length: piece.length - at, origin: piece.origin + at },
    ];
  }
  return [
    { text: piece.text.slice(0, at), step: piece.step },
    { text: piece.text.slice(at), step: piece.step },
  ];
}
