import { useMemo, useReducer } from 'react';
import { rowPath, type Row } from '../rows';
import { changeSequence, type PlacedChange } from './changeSequence';
import { diffReducer, initialState } from './diffReducer';
import type { DiffAction, DiffInput, DiffMode, DiffState } from './types';

export interface DiffController {
  data: {
    state: DiffState;
    /** The changes of all sides, as next and previous go through them. */
    changes: readonly PlacedChange[];
    /** Path of the row the reader is at; null before they went anywhere. */
    activePath: string | null;
  };
  actions: DiffActions;
}

export interface DiffActions {
  dispatch: (action: DiffAction) => void;
  next: () => void;
  previous: () => void;
  setMode: (mode: DiffMode) => void;
  foldAll: () => void;
  expandAll: () => void;
}

export interface DiffOptions {
  /** What the reader chose before; null lets the width decide. */
  mode?: DiffMode | null;
  /** Told when the reader chooses, so that the choice can be kept. */
  onMode?: (mode: DiffMode) => void;
}

/**
 * The state of all diffs on a page: one sequence of changes over both sides, folds, search, mode. The inputs are read
 * once; a page that shows another call gives the component that calls this another `key`.
 */
export function useDiffController(inputs: readonly DiffInput[], options: DiffOptions = {}): DiffController {
  const { mode = null, onMode } = options;
  const reducer = useMemo(() => diffReducer(inputs), [inputs]);
  const [state, dispatch] = useReducer(reducer, null, () => initialState(inputs, mode));
  const actions = useMemo(() => actionsOf(dispatch, onMode), [onMode]);
  const changes = useMemo(() => changeSequence(state.sides), [state.sides]);
  const active = activeRow(state);
  const activePath = active === null ? null : rowPath(active);
  return useMemo(() => ({ data: { state, changes, activePath }, actions }), [state, changes, activePath, actions]);
}

function actionsOf(dispatch: (action: DiffAction) => void, onMode: DiffOptions['onMode']): DiffActions {
  return {
    dispatch,
    next: () => dispatch({ do: 'step', by: 1 }),
    previous: () => dispatch({ do: 'step', by: -1 }),
    foldAll: () => dispatch({ do: 'foldAll' }),
    expandAll: () => dispatch({ do: 'expandAll' }),
    setMode: (mode) => {
      dispatch({ do: 'mode', mode });
      onMode?.(mode);
    },
  };
}

function activeRow({ active, sides }: DiffState): Row | null {
  if (active === null) return null;
  return sides[active.side]?.model?.rows.find((row) => row.id === active.row) ?? null;
}
