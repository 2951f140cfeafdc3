import { startTransition, useEffect, useMemo, useState } from 'react';
import type { DiffModel, Item } from '../rows';
import type { DiffMode } from '../state';
import type { Chip } from './chips';
import type { DiffWords } from './diffWords';
import { PlainRows } from './PlainRows';
import { VirtualRows } from './VirtualRows';

/** Up to here the document holds every row, and the browser's own find works. */
const plainRows = 2_000;
/** Rows of a larger diff in the first paint, before the layout of all of them is worked out. */
const firstRows = 200;

interface DiffTableProps {
  items: readonly Item[];
  active: number | null;
  target: { row: number; focus: boolean } | null;
  find: string;
  printing: boolean;
  mode: DiffMode | null;
  title: string;
  model: DiffModel;
  chips: readonly (readonly Chip[])[];
  words: DiffWords;
  /** Of the table, in pixels. */
  width: number;
}

/** The rows of both bodies: of a large diff the first ones, and once they are painted those near the viewport. */
export function DiffTable({ title, model, chips, printing, mode, width, words, ...rest }: DiffTableProps) {
  const painted = usePainted();
  const byRow = useMemo(
    () => new Map(model.changes.map((change, i) => [change.row, chips[i] ?? []])),
    [model.changes, chips],
  );
  const body = { ...rest, chips: byRow };
  const large = !printing && rest.items.length > plainRows;
  return (
    <div
      className="lens-diff-table"
      role="table"
      aria-label={`${title}, ${words.left} and ${words.right}`}
      aria-rowcount={rest.items.length + 1}
    >
      <div role="rowgroup" className="lens-unseen">
        <div role="row">
          <span role="columnheader">{words.left}</span>
          <span role="columnheader">{words.right}</span>
        </div>
      </div>
      {large && painted ? (
        <VirtualRows {...body} columnWidth={mode === 'unified' ? width : width / 2} />
      ) : (
        <PlainRows {...body} {...(large && { limit: firstRows })} />
      )}
    </div>
  );
}

/** False on the server, and until what was drawn first has been painted: then there is time for what takes longer. */
function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => startTransition(() => setPainted(true)), []);
  return painted;
}
