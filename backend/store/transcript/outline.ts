/** A body as runs of a transcript: from, to, from, to, … */
export type Pieces = number[];

/**
 * The pieces that the turns of a conversation have in common, said once: a turn's pieces are nearly all those of the turn
 * before, and said whole each time they would grow with the square of the turns. All that were new in a turn, one after the
 * other, are the outline; a turn says a range of it, and its last piece. A range is a pair as a piece is, with -1 - from for
 * its first place, so that none is taken for a piece; ranges come first.
 */
export interface Outline {
  /** How many numbers it has. */
  readonly length: number;
  /** What it takes in memory, roughly. */
  readonly memoryBytes: number;
  /** Says the pieces of a turn that goes on with another one; adds what is new. */
  say(pieces: Pieces, before: Outlined | null): Outlined;
  /** The pieces that are said so. */
  read(said: Pieces): Outlined;
  /** What was added from the one length to the other. */
  between(from: number, to: number): number[];
}

/** A turn's pieces, and how they are said. */
export interface Outlined {
  pieces: Pieces;
  /** From, to, from, to, … of the outline: its first pieces. */
  ranges: number[];
  said: Pieces;
}

/** Fewer numbers are said as they are. */
const fewest = 12;
/** A turn that is made of more ranges (numbers) is said anew: two agents in turns, marks that move. */
const mostRanges = 16;
const numberBytes = 8;

export function createOutline(known: readonly number[] = []): Outline {
  const outline: number[] = [...known];

  function add(ranges: number[], more: Pieces): void {
    if (more.length === 0) return;
    const from = outline.length;
    for (const place of more) outline.push(place);
    if (ranges.length > 0 && ranges[ranges.length - 1] === from) ranges[ranges.length - 1] = outline.length;
    else ranges.push(from, outline.length);
  }

  return {
    get length() {
      return outline.length;
    },
    get memoryBytes() {
      return outline.length * numberBytes;
    },
    say(pieces, before) {
      if (pieces.length < fewest) return { pieces, ranges: [], said: pieces };
      const same = before === null ? 0 : Math.min(inCommon(before.pieces, pieces), lengthOf(before.ranges));
      const known = before === null ? [] : firstOf(before.ranges, same);
      const [ranges, done] = known.length >= mostRanges ? [[], 0] : [known, same];
      // The last piece is the end of the body, behind which the next turn goes on.
      const end = Math.max(done, pieces.length - 2);
      add(ranges, pieces.slice(done, end));
      return { pieces, ranges, said: [...asSaid(ranges), ...pieces.slice(end)] };
    },
    read: (said) => ({
      pieces: piecesSaid(said, (from, to) => outline.slice(from, to)),
      ranges: rangesOf(said),
      said,
    }),
    between: (from, to) => outline.slice(from, to),
  };
}

/** The way back; `numbers` gives a range of the outline. */
export function piecesSaid(said: Pieces, numbers: (from: number, to: number) => readonly number[]): Pieces {
  const pieces: Pieces = [];
  for (let at = 0; at < said.length; at += 2) {
    const [from = 0, to = 0] = [said[at], said[at + 1]];
    if (from >= 0) pieces.push(from, to);
    else for (const place of numbers(-1 - from, to)) pieces.push(place);
  }
  return pieces;
}

/** Some of the pieces are said by ranges of the outline. */
export function isOutlined(said: Pieces | null): boolean {
  return (said?.[0] ?? 0) < 0;
}

function rangesOf(said: Pieces): number[] {
  const places = said.filter((_place, at) => (said[at - (at % 2)] ?? 0) < 0);
  return places.map((place, at) => (at % 2 === 0 ? -1 - place : place));
}

function asSaid(ranges: number[]): number[] {
  return ranges.map((place, at) => (at % 2 === 0 ? -1 - place : place));
}

/** How many numbers at the beginning are the same, in pairs. */
function inCommon(some: Pieces, others: Pieces): number {
  let same = 0;
  while (same < some.length && some[same] === others[same]) same += 1;
  return same - (same % 2);
}

function lengthOf(ranges: number[]): number {
  let length = 0;
  for (let at = 0; at < ranges.length; at += 2) length += (ranges[at + 1] ?? 0) - (ranges[at] ?? 0);
  return length;
}

function firstOf(ranges: number[], length: number): number[] {
  const first: number[] = [];
  let left = length;
  for (let at = 0; at < ranges.length && left > 0; at += 2) {
    const [from = 0, to = 0] = [ranges[at], ranges[at + 1]];
    const size = Math.min(left, to - from);
    first.push(from, from + size);
    left -= size;
  }
  return first;
}
