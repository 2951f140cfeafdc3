import type { Item } from '../rows';
import { FoldView } from './FoldView';
import { chipsFor, type BodyProps } from './rowProps';
import { RowView } from './RowView';

export function ItemView({ item, body, tabbable }: { item: Item; body: BodyProps; tabbable: number | null }) {
  if (item.kind === 'fold') return <FoldView item={item} />;
  const { row, collapsed, hiddenChanges, only = null } = item;
  return (
    <RowView
      row={row}
      collapsed={collapsed}
      hiddenChanges={hiddenChanges}
      only={only}
      current={row.id === body.active}
      tabbable={row.id === tabbable}
      find={body.find}
      chips={chipsFor(row, body.chips)}
    />
  );
}
