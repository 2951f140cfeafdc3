import { useEffect, useMemo, useRef } from 'react';
import { focusRow } from './focusRow';
import { ItemView } from './ItemView';
import { itemKey, tabbableRow, type BodyProps } from './rowProps';

/** All rows in the document: the browser's own find works, and so does printing. */
export function PlainRows(props: BodyProps & { limit?: number }) {
  const { items, active, target, limit } = props;
  const body = useRef<HTMLDivElement>(null);
  const tabbable = useMemo(() => tabbableRow(items, active), [items, active]);
  useEffect(() => {
    if (target === null || body.current === null) return;
    focusRow(body.current, target.row, target.focus);
  }, [target]);
  const shown = limit === undefined ? items : items.slice(0, limit);
  return (
    <div className="lens-diff-rows" role="rowgroup" ref={body}>
      {shown.map((item) => (
        <ItemView key={itemKey(item)} item={item} body={props} tabbable={tabbable} />
      ))}
    </div>
  );
}
