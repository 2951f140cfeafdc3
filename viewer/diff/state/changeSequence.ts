import type { DiffChange } from '../rows';
import type { DiffState } from './types';

/** A change with the side it is on; all of them make one sequence for next and previous. */
export interface PlacedChange {
  side: string;
  /** Position in the changes of its side. */
  index: number;
  change: DiffChange;
}

export function changeSequence(sides: DiffState['sides']): PlacedChange[] {
  return Object.entries(sides).flatMap(([side, { model }]) =>
    (model?.changes ?? []).map((change, index) => ({ side, index, change })),
  );
}
