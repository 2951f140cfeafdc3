import type { Item, Line } from '../rows';

/** Heights in pixels of a line of code and of a fold, and the width of a character, as the style sheet makes them. */
const lineHeight = 19;
const foldHeight = 24;
const characterWidth = 7.2;
/** Gutter and paddings of a cell. */
const cellPadding = 60;

/**
 * The height an item will have in a cell of this width. It is measured when drawn, but each estimate that was wrong makes
 * the virtualizer lay out everything below again, which is what costs when scrolling through fifty thousand rows.
 */
export function estimateHeight(item: Item | undefined, cellWidth: number): number {
  if (item?.kind !== 'row') return foldHeight;
  const columns = Math.max(20, Math.floor((cellWidth - cellPadding) / characterWidth));
  const { left, right } = item.row;
  const lines = Math.max(wrappedLines(left, columns), left === right ? 1 : wrappedLines(right, columns));
  return lines * lineHeight;
}

function wrappedLines(line: Line | null, columns: number): number {
  if (line?.content.kind !== 'text') return 1;
  const own = line.content.line.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  const room = Math.max(10, columns - line.depth * 2);
  return Math.max(1, Math.ceil((own + (line.key?.length ?? 0) + 6) / room));
}
