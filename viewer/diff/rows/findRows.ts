import { SpelledNumber } from '@lens/core/json';
import { lineText } from './tokens';
import type { Line, Row } from './types';

/** Ids of the rows that show the words, on either side; upper and lower case are the same. */
export function findRows(rows: readonly Row[], query: string): number[] {
  const wanted = query.toLowerCase();
  if (wanted === '') return [];
  return rows
    .filter((row) => has(row.right, wanted) || (row.left !== row.right && has(row.left, wanted)))
    .map((row) => row.id);
}

function has(line: Line | null, wanted: string): boolean {
  return line !== null && searchText(line).toLowerCase().includes(wanted);
}

/** As shown; made by hand for the lines that large bodies have most of. */
function searchText({ key, content }: Line): string {
  const head = key === null ? '' : `"${key}": `;
  if (content.kind === 'scalar')
    return (
      head +
      (typeof content.value === 'object' && !(content.value instanceof SpelledNumber) ? '' : String(content.value))
    );
  if (content.kind === 'text') return `${head}"${content.line.pieces.map((piece) => piece.text).join('')}"`;
  if (content.kind === 'open' || content.kind === 'close') return head;
  return head + lineText({ at: null, depth: 0, key: null, comma: false, content });
}
