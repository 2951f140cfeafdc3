import type { DiffResult } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { DiffModel, FoldState } from '../rows';

export type DiffMode = 'side' | 'unified' | 'changes';

/** One direction of a call: both its bodies and what became of them. */
export interface DiffInput {
  /** Unique on the page, part of permalinks: `request`, `response`. */
  side: string;
  original: Json | null;
  final: Json | null;
  diff: DiffResult | null;
}

interface Search {
  query: string;
  /** Row ids in order. */
  hits: readonly number[];
  /** Position in `hits`; -1 without hits. */
  at: number;
  /** Every line was searched. */
  complete: boolean;
}

export interface SideState {
  /** Null until an unchanged body is opened. */
  model: DiffModel | null;
  folds: FoldState;
  open: boolean;
  search: Search;
}

/** A row of one of the sides. */
interface RowRef {
  side: string;
  row: number;
}

/** A row that has to come into view; a new object each time, so that going to the same row twice scrolls twice. */
interface Target extends RowRef {
  /** Not while the reader is typing in the search box. */
  focus: boolean;
}

export interface DiffState {
  sides: Readonly<Record<string, SideState>>;
  /** Position in the sequence of all changes; -1 before the first. */
  change: number;
  /** The row the reader is at. */
  active: RowRef | null;
  target: Target | null;
  /** Null while nobody has chosen: side by side where there is room. */
  mode: DiffMode | null;
}

export type DiffAction =
  | { do: 'open'; side: string; open: boolean }
  | { do: 'toggle'; side: string; row: number }
  | { do: 'reveal'; side: string; key: number; pending: readonly number[]; where: 'top' | 'bottom' | 'all' }
  | { do: 'visit'; side: string; row: number }
  | { do: 'moveTo'; side: string; row: number }
  | { do: 'goTo'; side: string; change: number }
  | { do: 'step'; by: 1 | -1 }
  | { do: 'link'; side: string; path: string }
  | { do: 'search'; side: string; query: string }
  | { do: 'searchStep'; side: string; by: 1 | -1 }
  | { do: 'foldAll' }
  | { do: 'expandAll' }
  | { do: 'mode'; mode: DiffMode };
