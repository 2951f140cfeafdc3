import type { DiffModel, Line, Piece, Row } from '../rows';

/** Lines of a value that the list of changes shows; the rest is one click away in the other modes. */
const shownLines = 12;
/** Kept text longer than this is cut in its middle: the list is about what changed. */
const keptText = 60;

/** One side of a change, set apart from its surroundings. */
export interface ChangeText {
  /** Null where lines between two changed ones are left out. */
  lines: (Line | null)[];
  more: number;
}

export interface ChangeEntry {
  before: ChangeText | null;
  after: ChangeText | null;
}

/** Before and after of every change of a side, by the position of the change. */
export function changeEntries({ rows, changes }: DiffModel): ChangeEntry[] {
  const groups = changes.map((): Row[] => []);
  for (const row of rows) if (row.change !== null) groups[row.change]?.push(row);
  return groups.map((group) => ({
    before: textOf(group, 'left'),
    after: textOf(group, 'right'),
  }));
}

function textOf(group: readonly Row[], side: 'left' | 'right'): ChangeText | null {
  const rows = group.filter((row) => row[side] !== null);
  const depth = rows[0]?.[side]?.depth ?? 0;
  const lines = rows.slice(0, shownLines).flatMap((row, i) => {
    const line = row[side];
    if (line === null) return [];
    const apart = i > 0 && leavesOut(group, rows[i - 1], row);
    return apart ? [null, alone(line, false, depth)] : [alone(line, i === 0, depth)];
  });
  return lines.length === 0 ? null : { lines, more: Math.max(0, rows.length - shownLines) };
}

/** Unchanged lines stand between two rows of a change: their ids were given in order. */
function leavesOut(group: readonly Row[], before: Row | undefined, row: Row): boolean {
  return (
    before !== undefined && group.filter((each) => each.id > before.id && each.id <= row.id).length < row.id - before.id
  );
}

/** The path above the entry already says the key, and nothing follows it that would need a comma. */
function alone(line: Line, first: boolean, depth: number): Line {
  return {
    ...line,
    depth: line.depth - depth,
    key: first ? null : line.key,
    comma: line.comma && line.depth > depth,
    content: shortened(line.content),
  };
}

function shortened(content: Line['content']): Line['content'] {
  if (content.kind !== 'text') return content;
  const { pieces } = content.line;
  if (pieces.every((piece) => piece.op === 'keep')) return content;
  const last = pieces.length - 1;
  return { ...content, line: { ...content.line, pieces: pieces.map((piece, i) => cut(piece, i > 0, i < last)) } };
}

/** Keeps the ends that touch a change. */
function cut(piece: Piece, hasBefore: boolean, hasAfter: boolean): Piece {
  if (piece.op !== 'keep' || piece.text.length <= keptText * 2) return piece;
  const head = hasBefore ? piece.text.slice(0, keptText) : '';
  const tail = hasAfter ? piece.text.slice(-keptText) : '';
  return { ...piece, text: `${head} … ${tail}` };
}
