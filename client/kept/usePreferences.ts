import type { ColumnId } from '@lens/viewer/calls';
import type { DiffMode } from '@lens/viewer/diff';
import { useState } from 'react';

/** What a reader chose of how calls are shown. */
export interface Preferences {
  /** Null while the width decides. */
  mode: DiffMode | null;
  /** Columns of the list; null while the width decides. */
  columns: readonly ColumnId[] | null;
}

/** The reader's choices: in force at once, and given to `keep`, which the house has. */
export function usePreferences(first: Preferences, keep: (chosen: Partial<Preferences>) => void) {
  const [preferences, setPreferences] = useState<Preferences>({ mode: first.mode, columns: first.columns });
  const choose = (chosen: Partial<Preferences>): void => {
    setPreferences((before) => ({ ...before, ...chosen }));
    keep(chosen);
  };
  return {
    data: preferences,
    actions: {
      chooseMode: (mode: DiffMode) => choose({ mode }),
      chooseColumns: (columns: readonly ColumnId[] | null) => choose({ columns }),
    },
  };
}
