import type { Item, RowItem } from './folds';

/**
 * Items for one column: where neighbouring lines of one change have two sides, all original lines come before all final
 * ones, as people are used to, instead of taking turns.
 */
export function unifiedItems(items: readonly Item[]): Item[] {
  const out: Item[] = [];
  for (let i = 0; i < items.length; i++) {
    const group = groupAt(items, i);
    if (group.length === 0) out.push(...items.slice(i, i + 1));
    else {
      out.push(...group.flatMap((item) => oneSide(item, 'left')), ...group.flatMap((item) => oneSide(item, 'right')));
      i += group.length - 1;
    }
  }
  return out;
}

/** The rows of one change from here on, if any of them has both sides. */
function groupAt(items: readonly Item[], from: number): RowItem[] {
  const first = changedRow(items[from]);
  if (first === null) return [];
  const group: RowItem[] = [];
  for (let i = from; i < items.length; i++) {
    const item = changedRow(items[i]);
    if (item?.row.change !== first.row.change) break;
    group.push(item);
  }
  return group.some((item) => item.row.sign === 'change') ? group : [];
}

function changedRow(item: Item | undefined): RowItem | null {
  if (item?.kind !== 'row' || item.row.change === null) return null;
  return item.row.sign === 'change' || item.row.sign === 'add' || item.row.sign === 'remove' ? item : null;
}

function oneSide(item: RowItem, only: 'left' | 'right'): RowItem[] {
  return item.row[only] === null ? [] : [{ ...item, only }];
}
