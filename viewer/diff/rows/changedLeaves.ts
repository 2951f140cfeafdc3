import type { TextSpan } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { readBlob } from './blob';
import { addChange, addPair, lineOf, newBuilder, type Builder } from './builder';
import { containerOf, countLines } from './countLines';
import { drain } from './drain';
import { alignedLines } from './textLines';
import type { Content, Look, Piece, Place, Row, Sign, Task, TextLine } from './types';
import { addClose, addValue, foldsAway, leafContents, linePlace, textContent } from './values';

/** Beyond this many lines the old value stands above the new one instead of beside it. */
const linesBeside = 2_000;

/** An edited string: lines that both sides have stand side by side, words are marked in them. */
export function addText(
  builder: Builder,
  spans: readonly TextSpan[],
  left: Json,
  right: string,
  place: Place,
  by: readonly string[],
): Task[] {
  const policies = [...new Set([...by, ...spans.flatMap((span) => (span.op === 'keep' ? [] : (span.by ?? [])))])];
  if (readBlob(right) !== null) return addReplaced(builder, left, right, place, policies);
  const pairs = alignedLines(spans, right);
  const change = addChange(builder, place, { kind: 'text', left, right, spans: [...spans], by: policies });
  const lefts = edges(pairs.map((pair) => pair.left));
  const rights = edges(pairs.map((pair) => pair.right));
  let begun = false;
  pairs.forEach((pair, i) => {
    const sign = signOf(pair.left, pair.right);
    const row = addPair(
      builder,
      sign,
      sign === 'same' ? null : change,
      pair.left && textLine(place, 'left', pair.left, i, lefts),
      pair.right && textLine(place, 'right', pair.right, i, rights),
    );
    if (begun || sign === 'same') return;
    begun = true;
    beginAt(builder, change, row);
  });
  return [];
}

function beginAt(builder: Builder, change: number, row: Row): void {
  const entry = builder.changes[change];
  if (entry !== undefined) builder.changes[change] = { ...entry, row: row.id };
}

/** Which rows hold the first and the last line of one side. */
interface Edges {
  first: number;
  last: number;
}

function edges(lines: readonly (TextLine | null)[]): Edges {
  return { first: lines.findIndex((line) => line !== null), last: lines.findLastIndex((line) => line !== null) };
}

function textLine(place: Place, side: 'left' | 'right', line: TextLine, index: number, { first, last }: Edges) {
  const at = linePlace(place, index - first, last - first);
  return lineOf(at, side, textContent(line, index === first, index === last));
}

function signOf(left: TextLine | null, right: TextLine | null): Sign {
  if (left === null) return 'add';
  if (right === null) return 'remove';
  return isKept(left) && isKept(right) && shownText(left) === shownText(right) ? 'same' : 'change';
}

function isKept(line: TextLine): boolean {
  return line.endOp === 'keep' && line.pieces.every((piece) => piece.op === 'keep');
}

/** Lines of kept text alone differ where a line break was put into them or taken out. */
function shownText(line: TextLine): string {
  return line.pieces.map((piece) => piece.text).join('');
}

/** A value that gave way to another one: the lines of both, side by side as far as both go. */
export function addReplaced(builder: Builder, left: Json, right: Json, place: Place, by: readonly string[]): Task[] {
  const change = addChange(builder, place, { kind: 'replace', left, right, by: [...by] });
  if (countLines(left) > linesBeside || countLines(right) > linesBeside) {
    const gone: Look = { sign: 'remove', sides: 'left', change };
    const come: Look = { sign: 'add', sides: 'right', change };
    return [
      { do: 'value', value: left, place, look: gone, size: 'unknown' },
      { do: 'value', value: right, place, look: come, size: 'unknown' },
    ];
  }
  zip(builder, linesOf(left, place, 'left', change), linesOf(right, place, 'right', change), change);
  return [];
}

/** Both values as rows of their own, made by the ordinary steps. */
function linesOf(value: Json, place: Place, side: 'left' | 'right', change: number): Row[] {
  if (containerOf(value) === null) return leafRows(value, place, side, change);
  const look: Look = { sign: side === 'left' ? 'remove' : 'add', sides: side, change };
  const builder = newBuilder();
  drain<Task>([{ do: 'value', value, place, look, size: 'small' }], (task) => {
    if (task.do === 'close') addClose(builder, task);
    return task.do === 'value' ? addValue(builder, task) : [];
  });
  return builder.rows;
}

function leafRows(value: Json, place: Place, side: 'left' | 'right', change: number): Row[] {
  const builder = newBuilder();
  const op = side === 'left' ? 'remove' : 'add';
  const contents = leafContents(value).map((content) => marked(content, op));
  contents.forEach((content, i) => {
    const line = lineOf(linePlace(place, i, contents.length - 1), side, content);
    addPair(builder, 'change', change, side === 'left' ? line : null, side === 'right' ? line : null);
  });
  return builder.rows;
}

function marked(content: Content, op: 'remove' | 'add'): Content {
  if (content.kind === 'blob') return { ...content, marked: op };
  if (content.kind !== 'text') return content;
  const pieces = content.line.pieces.map((piece): Piece => ({ ...piece, op }));
  return { ...content, line: { ...content.line, pieces } };
}

function zip(builder: Builder, left: readonly Row[], right: readonly Row[], change: number): void {
  const count = Math.max(left.length, right.length);
  const fold = builder.nextId;
  for (let i = 0; i < count; i++) {
    const before = left[i]?.left ?? null;
    const after = right[i]?.right ?? null;
    const sign = before === null ? 'add' : after === null ? 'remove' : 'change';
    const row = addPair(builder, sign, change, before, after);
    if (foldsAway(i, count)) row.stringFold = fold;
  }
}
