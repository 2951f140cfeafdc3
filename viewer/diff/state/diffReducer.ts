import { buildRows, findPath, findRows, initialFolds, materialise, materialiseAll, openTo } from '../rows';
import { changeSequence } from './changeSequence';
import type { DiffAction, DiffInput, DiffState, SideState } from './types';

/** Lines that one click on a fold reveals. */
const revealedByClick = 20;

const noSearch = { query: '', hits: [], at: -1, complete: true };

/** Changed sides are built at once, an unchanged body when it is opened. */
export function initialState(inputs: readonly DiffInput[], mode: DiffState['mode']): DiffState {
  const sides = Object.fromEntries(inputs.map((input) => [input.side, initialSide(input)]));
  return { sides, change: -1, active: null, target: null, mode };
}

function initialSide(input: DiffInput): SideState {
  const open = input.diff !== null && input.diff.delta.kind !== 'same';
  return { model: open ? modelOf(input) : null, folds: initialFolds, open, search: noSearch };
}

function modelOf({ original, final, diff }: DiffInput): SideState['model'] {
  return original === null && final === null ? null : buildRows(original, final, diff);
}

export type DiffReducer = (state: DiffState, action: DiffAction) => DiffState;

/** Everything a reader can do to the diffs of a page, as one pure function. */
export function diffReducer(inputs: readonly DiffInput[]): DiffReducer {
  const bySide = new Map(inputs.map((input) => [input.side, input]));
  const opened = (state: DiffState, side: string): SideState | null => {
    const input = bySide.get(side);
    const current = state.sides[side];
    if (input === undefined || current === undefined) return null;
    return { ...current, open: true, model: current.model ?? modelOf(input) };
  };
  return (state, action) => {
    switch (action.do) {
      case 'mode':
        return { ...state, mode: action.mode };
      case 'foldAll':
        return eachSide(state, (side) => ({ ...side, folds: initialFolds }));
      case 'expandAll':
        return eachSide(state, expanded);
      case 'step':
        return stepped(state, action.by);
      default: {
        const side = opened(state, action.side);
        return side === null ? state : reduceSide(state, side, action);
      }
    }
  };
}

type SideAction = Extract<DiffAction, { side: string }>;

function reduceSide(state: DiffState, side: SideState, action: SideAction): DiffState {
  switch (action.do) {
    case 'open':
      return withSide(state, action.side, { ...side, open: action.open });
    case 'toggle':
      return withSide(state, action.side, toggled(side, action.row));
    case 'reveal':
      return withSide(state, action.side, revealed(side, action));
    case 'visit':
      return visited(state, action);
    case 'moveTo':
      return { ...visited(state, action), target: { side: action.side, row: action.row, focus: true } };
    case 'goTo':
      return wentTo(state, action.side, action.change);
    case 'link':
      return linked(state, side, action.side, action.path);
    case 'search':
      return atHit(state, action.side, searched(side, action.query, activeRow(state, action.side)));
    case 'searchStep':
      return atHit(state, action.side, searchMoved(side, action.by));
  }
}

function withSide(state: DiffState, name: string, side: SideState): DiffState {
  return { ...state, sides: { ...state.sides, [name]: side } };
}

function eachSide(state: DiffState, change: (side: SideState) => SideState): DiffState {
  const sides = Object.entries(state.sides).map(([name, side]) => [name, change(side)]);
  return { ...state, sides: Object.fromEntries(sides) as DiffState['sides'] };
}

function expanded(side: SideState): SideState {
  if (side.model === null || !side.open) return side;
  return { ...side, model: materialiseAll(side.model).model, folds: { ...initialFolds, expanded: true } };
}

function toggled(side: SideState, id: number): SideState {
  const row = side.model?.rows.find((each) => each.id === id);
  if (side.model === null || row === undefined) return side;
  if (row.pending !== undefined) {
    // What a reader opened is what they want to see: its first row holds the place, so nothing folds it away again.
    const pinned = new Set(side.folds.pinned).add(id);
    return { ...side, model: materialise(side.model, new Set([id])), folds: { ...side.folds, pinned } };
  }
  const collapsed = new Set(side.folds.collapsed);
  if (!collapsed.delete(id)) collapsed.add(id);
  return { ...side, folds: { ...side.folds, collapsed } };
}

function revealed(side: SideState, action: Extract<DiffAction, { do: 'reveal' }>): SideState {
  if (side.model === null) return side;
  const { top, bottom } = side.folds.revealed.get(action.key) ?? { top: 0, bottom: 0 };
  const all = action.where === 'all';
  const more = {
    top: all ? Infinity : top + (action.where === 'top' ? revealedByClick : 0),
    bottom: bottom + (action.where === 'bottom' ? revealedByClick : 0),
  };
  return {
    ...side,
    model: materialise(side.model, new Set(action.pending)),
    folds: { ...side.folds, revealed: new Map(side.folds.revealed).set(action.key, more) },
  };
}

function visited(state: DiffState, { side, row }: { side: string; row: number }): DiffState {
  return { ...state, active: { side, row }, change: changeAt(state, { side, row }) };
}

/** Going to a row by hand also says from which change next and previous count. */
function changeAt(state: DiffState, { side, row }: { side: string; row: number }): number {
  const rows = state.sides[side]?.model?.rows ?? [];
  const index = rows.find((each) => each.id === row)?.change ?? null;
  if (index === null) return state.change;
  return changeSequence(state.sides).findIndex((each) => each.side === side && each.index === index);
}

function stepped(state: DiffState, by: 1 | -1): DiffState {
  const sequence = changeSequence(state.sides);
  if (sequence.length === 0) return state;
  const start = state.change === -1 && by === -1 ? 0 : state.change;
  const next = sequence[(start + by + sequence.length) % sequence.length];
  return next === undefined ? state : wentTo(state, next.side, next.index);
}

function wentTo(state: DiffState, name: string, index: number): DiffState {
  const change = changeSequence(state.sides).findIndex((each) => each.side === name && each.index === index);
  const side = state.sides[name];
  const row = side?.model?.changes[index]?.row;
  if (side === undefined || row === undefined) return state;
  return { ...atRow(state, name, side, row, true), change };
}

function linked(state: DiffState, side: SideState, name: string, path: string): DiffState {
  const index = side.model?.changes.findIndex((change) => change.id === path) ?? -1;
  if (index >= 0) return wentTo(withSide(state, name, side), name, index);
  const found = side.model === null ? null : findPath(side.model, path);
  return found === null ? state : atRow(state, name, { ...side, model: found.model }, found.row, true);
}

function atRow(state: DiffState, name: string, side: SideState, row: number, focus: boolean): DiffState {
  const folds = side.model === null ? side.folds : openTo(side.model.rows, side.folds, row);
  const active = { side: name, row };
  return { ...withSide(state, name, { ...side, open: true, folds }), active, target: { ...active, focus } };
}

function activeRow({ active }: DiffState, side: string): number | null {
  return active?.side === side ? active.row : null;
}

function searched(side: SideState, query: string, active: number | null): SideState {
  const folds = withoutHit(side);
  if (side.model === null || query === '') return { ...side, folds, search: noSearch };
  const { model, complete } = materialiseAll(side.model);
  const hits = findRows(model.rows, query);
  const at = hits.length === 0 ? -1 : Math.max(0, active === null ? 0 : hits.indexOf(active));
  return { ...side, model, folds, search: { query, hits, at, complete } };
}

/** While a query is typed each of its beginnings has a hit; only the last one shall stay open. */
function withoutHit({ folds, search }: SideState): SideState['folds'] {
  const hit = search.hits[search.at];
  if (hit === undefined) return folds;
  const pinned = new Set(folds.pinned);
  pinned.delete(hit);
  return { ...folds, pinned };
}

function searchMoved(side: SideState, by: 1 | -1): SideState {
  const { hits, at } = side.search;
  if (hits.length === 0) return side;
  return { ...side, search: { ...side.search, at: (at + by + hits.length) % hits.length } };
}

function atHit(state: DiffState, name: string, side: SideState): DiffState {
  const row = side.search.hits[side.search.at];
  return row === undefined ? withSide(state, name, side) : atRow(state, name, side, row, false);
}
