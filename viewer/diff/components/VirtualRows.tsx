import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { estimateHeight } from './estimateHeight';
import { focusRow } from './focusRow';
import { ItemView } from './ItemView';
import { itemIndex, itemKey, tabbableRow, type BodyProps } from './rowProps';

/** Rows drawn beyond each edge of the view. */
const overscan = 30;

/** Only the rows in view are in the document; they scroll in a box of their own. The markup of a row is the same as ever. */
export function VirtualRows(props: BodyProps & { columnWidth: number }) {
  const { items, active, target, columnWidth } = props;
  const box = useRef<HTMLDivElement>(null);
  const tabbable = useMemo(() => tabbableRow(items, active), [items, active]);
  // A new function here makes the virtualizer lay out all rows again, so it must not change from draw to draw.
  const getItemKey = useCallback(
    (index: number) => {
      const item = items[index];
      return item === undefined ? index : itemKey(item);
    },
    [items],
  );
  const heights = useMemo(() => items.map((item) => estimateHeight(item, columnWidth)), [items, columnWidth]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heights[index] ?? 0,
    // Otherwise each row that is measured while scrolling lays out all rows again, instead of all of them once.
    useFlushSync: false,
    overscan,
    getItemKey,
  });
  const told = useRef(heights);
  useEffect(() => {
    if (told.current === heights) return;
    told.current = heights;
    // It keeps the heights it was first told, which were estimated for another width or other rows.
    virtualizer.measure();
  }, [virtualizer, heights]);
  const reached = useRef<BodyProps['target']>(null);
  useEffect(() => {
    const index = target === null || target === reached.current ? -1 : itemIndex(items, target.row);
    if (target === null || index === -1) return undefined;
    virtualizer.scrollToIndex(index, { align: 'center' });
    // The row exists only after the scroll has been drawn; until then the target counts as not reached.
    const frame = requestAnimationFrame(() => {
      reached.current = target;
      if (box.current !== null) focusRow(box.current, target.row, target.focus);
    });
    return () => cancelAnimationFrame(frame);
  }, [target, items, virtualizer]);
  return (
    <div className="lens-diff-virtual" ref={box}>
      <div className="lens-diff-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <div
              key={key}
              className="lens-diff-virtual-row"
              data-index={index}
              ref={virtualizer.measureElement}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ItemView item={item} body={props} tabbable={tabbable} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
