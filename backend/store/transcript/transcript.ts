import { createBlocks, shortestRun, type Blocks } from './blocks';
import { commonPrefix, commonSuffix, type Slice } from './commonBytes';
import { createOutline, type Outline, type Outlined, type Pieces } from './outline';

/**
 * All that was new in the bodies of one conversation, one after the other: a body is pieces of it. Bytes are only added.
 */
export interface Transcript {
  readonly length: number;
  /** What it takes in memory, roughly. */
  readonly memoryBytes: number;
  /** How much of this body's beginning is that of one before. */
  shared(body: Buffer): number;
  /** What of its turns' pieces is said once. */
  readonly outline: Outline;
  /** How much of the last turn's beginning is that of earlier ones that were `learned`, or all of it. */
  known(): number;
  /** All that is said in the last turn is known from now on. */
  learned(): void;
  /** The body's pieces, as they are said; what of it is new is added. `isTurn` is false for what no later body continues. */
  take(body: Buffer, isTurn: boolean): Pieces;
  /** What was added from the one length to the other; nobody may write into it. */
  between(from: number, to: number): Buffer;
}

/** What is stored of a transcript. */
export interface StoredTranscript {
  bytes: Buffer;
  outline: readonly number[];
  /** The last of the bodies that later ones may continue, and how they are said, in their order. */
  turns: readonly { said: Pieces; body: Buffer }[];
}

/** A body that later ones may continue. */
interface Turn extends Outlined {
  length: number;
  /** So much of its beginning is known. */
  known: number;
}

/** Branches of a conversation that are remembered, two agents in one session for instance. */
export const maxTurns = 6;
/** In longer ones, and of longer bodies, only what is the same at both ends is found. */
const maxSearchedBytes = 4 * 1024 * 1024;
const maxGrowth = 1024 * 1024;

const nothing: StoredTranscript = { bytes: Buffer.alloc(0), outline: [], turns: [] };

/** A new one, or one that goes on. */
export function createTranscript(stored: StoredTranscript = nothing): Transcript {
  let { bytes } = stored;
  let { length } = bytes;
  let blocks: Blocks | null = null;
  const outline = createOutline(stored.outline);
  const turns: Turn[] = [];
  for (const { said, body } of stored.turns) {
    const { turn: before, prefix } = closest(bytes, turns, body);
    remember(turns, { ...outline.read(said), length: body.length, known: 0 }, before, prefix);
  }

  function add(more: Slice): void {
    const needed = length + more.to - more.from;
    if (length === 0 && more.bytes.buffer.byteLength <= 2 * needed) {
      // Most bodies have no second turn: the first is not copied, where little else is kept with it.
      bytes = more.bytes.subarray(more.from, more.to);
      length = needed;
      return;
    }
    if (needed > bytes.length) bytes = grown(bytes, length, needed);
    more.bytes.copy(bytes, length, more.from, more.to);
    length = needed;
  }

  /** What neither end has in common with an earlier body: runs seen anywhere before, and what is new. */
  function takeMiddle(pieces: Pieces, middle: Slice, isTurn: boolean): void {
    const size = middle.to - middle.from;
    let done = middle.from;
    const addUntil = (to: number): void => {
      append(pieces, length, length + to - done);
      add({ ...middle, from: done, to });
    };
    // An answer alone is not worth it: what it repeats is found again when the conversation goes on.
    const isSearched = length > 0 && (isTurn || blocks !== null);
    if (isSearched && size >= shortestRun && length <= maxSearchedBytes && size <= maxSearchedBytes) {
      blocks ??= createBlocks(() => bytes);
      blocks.addUntil(length);
      blocks.find(middle, (run) => {
        addUntil(run.at);
        append(pieces, run.from, run.from + run.length);
        done = run.at + run.length;
      });
    }
    addUntil(middle.to);
  }

  return {
    get length() {
      return length;
    },
    get memoryBytes() {
      return bytes.length + (blocks?.memoryBytes ?? 0) + outline.memoryBytes;
    },
    outline,
    known: () => turns[0]?.known ?? 0,
    learned() {
      const [last] = turns;
      if (last) last.known = last.length;
    },
    shared: (body) => closest(bytes, turns, body).prefix,
    take(body, isTurn) {
      const { turn, prefix } = closest(bytes, turns, body);
      const suffix = turn === null ? 0 : suffixOf(bytes, body, turn, prefix);
      const pieces: Pieces = [];
      if (turn !== null) appendSlice(pieces, turn, 0, prefix);
      takeMiddle(pieces, { bytes: body, from: prefix, to: body.length - suffix }, isTurn);
      if (turn !== null) appendSlice(pieces, turn, turn.length - suffix, turn.length);
      if (!isTurn) return pieces;
      const outlined = outline.say(pieces, turn);
      const known = turn === null ? 0 : Math.min(prefix, turn.known);
      remember(turns, { ...outlined, length: body.length, known }, turn, prefix);
      return outlined.said;
    },
    between: (from, to) => bytes.subarray(from, to),
  };
}

/** Room for as much again, so that turn after turn is not copied each time. */
function grown(bytes: Buffer, used: number, needed: number): Buffer<ArrayBuffer> {
  const more = Buffer.allocUnsafeSlow(Math.max(needed, bytes.length + Math.min(bytes.length, maxGrowth)));
  bytes.copy(more, 0, 0, used);
  return more;
}

/** The body before that begins most alike. */
function closest(bytes: Buffer, turns: Turn[], body: Buffer): { turn: Turn | null; prefix: number } {
  let found: { turn: Turn | null; prefix: number } = { turn: null, prefix: 0 };
  for (const turn of turns) {
    const prefix = prefixOf(bytes, body, turn);
    if (prefix > found.prefix) found = { turn, prefix };
  }
  return found.prefix < shortestRun ? { turn: null, prefix: 0 } : found;
}

/** How many bytes the beginning of a body has in common with an earlier one. */
function prefixOf(bytes: Buffer, body: Buffer, { pieces }: Turn): number {
  let same = 0;
  for (let at = 0; at < pieces.length; at += 2) {
    const piece = pieceAt(bytes, pieces, at);
    const here = commonPrefix(piece, { bytes: body, from: same, to: body.length });
    same += here;
    if (here < piece.to - piece.from) break;
  }
  return same;
}

/** The same of the end, without what is the same at the beginning. */
function suffixOf(bytes: Buffer, body: Buffer, turn: Turn, prefix: number): number {
  const most = Math.min(body.length, turn.length) - prefix;
  let same = 0;
  for (let at = turn.pieces.length - 2; at >= 0 && same < most; at -= 2) {
    const piece = pieceAt(bytes, turn.pieces, at);
    const from = Math.max(piece.from, piece.to - (most - same));
    const here = commonSuffix({ ...piece, from }, { bytes: body, from: 0, to: body.length - same });
    same += here;
    if (here < piece.to - from) break;
  }
  return same < shortestRun ? 0 : same;
}

function pieceAt(bytes: Buffer, pieces: Pieces, at: number): Slice {
  return { bytes, from: pieces[at] ?? 0, to: pieces[at + 1] ?? 0 };
}

/** A body that goes on with nearly all of an earlier one takes its place; any other is a branch. */
function remember(turns: Turn[], turn: Turn, before: Turn | null, prefix: number): void {
  if (before !== null && prefix > before.length / 2) turns.splice(turns.indexOf(before), 1);
  turns.unshift(turn);
  turns.length = Math.min(turns.length, maxTurns);
}

/** Runs that follow on each other are one. */
function append(pieces: Pieces, from: number, to: number): void {
  if (from === to) return;
  if (pieces.length > 0 && pieces[pieces.length - 1] === from) pieces[pieces.length - 1] = to;
  else pieces.push(from, to);
}

function appendSlice(pieces: Pieces, turn: Turn, from: number, to: number): void {
  let at = 0;
  for (let index = 0; index < turn.pieces.length; index += 2) {
    const start = turn.pieces[index] ?? 0;
    const end = turn.pieces[index + 1] ?? 0;
    const [first, last] = [Math.max(start, start + from - at), Math.min(end, start + to - at)];
    if (first < last) append(pieces, first, last);
    at += end - start;
  }
}
