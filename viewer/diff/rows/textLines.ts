import type { TextSpan } from '@lens/core/diff';
import type { LineEnd, Piece, TextLine } from './types';

/** A line longer than this goes on in the next row, so that a megabyte without line breaks stays scrollable. */
const maxLineLength = 1_000;
/** How far back from there a space is looked for to end the row at. */
const wrapSlack = 60;

/** A pair of lines of a string that both sides have, or a line that one side lacks. */
export interface TextPair {
  left: TextLine | null;
  right: TextLine | null;
}

/** The lines of a string that is the same, new or gone as a whole. */
export function plainLines(text: string): TextLine[] {
  if (text.length <= maxLineLength && !text.includes('\n')) {
    return [{ pieces: text === '' ? [] : [{ op: 'keep', text }], end: 'end', endOp: 'keep' }];
  }
  const line = openLine();
  const lines: TextLine[] = [];
  for (const segment of segments(text, 0)) {
    line.add({ op: 'keep', text: segment.text });
    if (segment.end !== null) lines.push(line.close(segment.end, 'keep'));
  }
  lines.push(line.close('end', 'keep'));
  return lines;
}

/** How many rows `plainLines` gives, without making them. */
export function countTextLines(text: string): number {
  let lines = 1;
  if (text.length > maxLineLength) {
    for (const segment of segments(text, 0)) if (segment.end !== null) lines++;
    return lines;
  }
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/**
 * The lines of an edited string, aligned: line breaks that were kept hold both sides together, removed and added ones
 * make rows that only one side has. Kept text is read from the final string, because the original may be masked.
 */
export function alignedLines(spans: readonly TextSpan[], final: string): TextPair[] {
  const pairs: TextPair[] = [];
  const left = sideLines();
  const right = sideLines();
  let position = 0;
  for (const span of spans) {
    const text = span.op === 'keep' ? final.slice(position, position + span.length) : span.text;
    if (span.op !== 'remove') position += text.length;
    for (const segment of segments(text, Math.max(left.line.length(), right.line.length()))) {
      const piece: Piece =
        span.op === 'keep' || span.by === undefined
          ? { op: span.op, text: segment.text }
          : { op: span.op, text: segment.text, by: span.by };
      if (span.op !== 'add') left.add(piece, segment.end);
      if (span.op !== 'remove') right.add(piece, segment.end);
      if (span.op === 'keep' && segment.end !== null) pairUp(left.take(), right.take(), pairs);
    }
  }
  left.finish();
  right.finish();
  pairUp(left.take(), right.take(), pairs);
  return pairs;
}

/** Text between two line ends; `end` is null where the text stops in mid-line. */
interface Segment {
  text: string;
  end: Exclude<LineEnd, 'end'> | null;
}

function* segments(text: string, alreadyInLine: number): Generator<Segment> {
  let from = 0;
  let room = maxLineLength - alreadyInLine;
  while (from < text.length) {
    const newline = text.indexOf('\n', from);
    const stop = newline === -1 ? text.length : newline;
    if (stop - from > room) {
      // A line that is all but full ends where it is, or a word would be cut for nothing.
      const cut = room < wrapSlack ? from : wrapPoint(text, from, from + room);
      yield { text: text.slice(from, cut), end: 'wrap' };
      from = cut;
    } else {
      yield { text: text.slice(from, stop), end: newline === -1 ? null : 'break' };
      from = stop + 1;
    }
    room = maxLineLength;
  }
}

/** After the last space before the wanted place, if there is one near; never between the halves of a surrogate pair. */
function wrapPoint(text: string, from: number, wanted: number): number {
  const space = text.lastIndexOf(' ', wanted - 1) + 1;
  if (space > from && wanted - space < wrapSlack) return space;
  if (!isHighSurrogate(text.charCodeAt(wanted - 1))) return wanted;
  return wanted - 1 > from ? wanted - 1 : wanted + 1;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

interface OpenLine {
  add: (piece: Piece) => void;
  length: () => number;
  close: (end: LineEnd, endOp: Piece['op']) => TextLine;
}

function openLine(): OpenLine {
  let pieces: Piece[] = [];
  let length = 0;
  return {
    add: (piece) => {
      if (piece.text === '') return;
      pieces.push(piece);
      length += piece.text.length;
    },
    length: () => length,
    close: (end, endOp) => {
      const line: TextLine = { pieces, end, endOp };
      pieces = [];
      length = 0;
      return line;
    },
  };
}

function sideLines(): {
  line: OpenLine;
  add: (piece: Piece, end: Segment['end']) => void;
  finish: () => void;
  take: () => TextLine[];
} {
  const line = openLine();
  let closed: TextLine[] = [];
  return {
    line,
    add: (piece, end) => {
      line.add(piece);
      if (end !== null) closed.push(line.close(end, end === 'wrap' ? 'keep' : piece.op));
    },
    finish: () => closed.push(line.close('end', 'keep')),
    take: () => {
      const lines = closed;
      closed = [];
      return lines;
    },
  };
}

/** Pairs the lines between two kept line breaks: those that share kept text stand side by side. */
function pairUp(left: TextLine[], right: TextLine[], into: TextPair[]): void {
  const shared = Math.min(left.length, right.length);
  const lastTogether =
    shared > 0 && keptLength(left.at(-1)) + keptLength(right.at(-1)) > keptLength(left[0]) + keptLength(right[0]);
  const head = lastTogether ? shared - 1 : shared;
  for (let i = 0; i < head; i++) into.push({ left: left[i] ?? null, right: right[i] ?? null });
  const tail = lastTogether ? 1 : 0;
  for (let i = head; i < left.length - tail; i++) into.push({ left: left[i] ?? null, right: null });
  for (let i = head; i < right.length - tail; i++) into.push({ left: null, right: right[i] ?? null });
  if (lastTogether) into.push({ left: left.at(-1) ?? null, right: right.at(-1) ?? null });
}

function keptLength(line: TextLine | undefined): number {
  let length = 0;
  for (const piece of line?.pieces ?? []) if (piece.op === 'keep') length += piece.text.length;
  return length;
}
