import type { WaterfallRow } from '@lens/core/waterfall';

type Move = { do: 'focus' | 'collapse' | 'expand' | 'toggleDetails'; id: string };

const rowsOfAPage = 10;

/** What a key does on a row, after the treegrid pattern of the ARIA practices; null where it does nothing. */
export function moveInTree(rows: readonly WaterfallRow[], row: WaterfallRow, key: string): Move | null {
  const id = row.span.id;
  const index = rows.indexOf(row);
  const focus = (target: WaterfallRow | undefined): Move | null =>
    target ? { do: 'focus', id: target.span.id } : null;
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'PageDown':
      return focus(rows[Math.min(index + rowsOfAPage, rows.length - 1)]);
    case 'PageUp':
      return focus(rows[Math.max(index - rowsOfAPage, 0)]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (row.hasChildren && !row.expanded) return { do: 'expand', id };
      return row.expanded ? focus(rows[index + 1]) : null;
    case 'ArrowLeft':
      if (row.expanded) return { do: 'collapse', id };
      return focus(rows.find(({ span }) => span.id === row.parentId));
    case 'Enter':
    case ' ':
      return { do: 'toggleDetails', id };
    default:
      return null;
  }
}
