import type { Delta, TextSpan } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { Blob } from './blob';
import type { PathRef } from './pathNode';

/** What happened to a row; each has its sign in the gutter: none, `+`, `−`, `~`, `⇄`. */
export type Sign = 'same' | 'add' | 'remove' | 'change' | 'move';

/** A run of characters inside a string; `by` is the policy that removed or added it. */
export interface Piece {
  op: 'keep' | 'remove' | 'add';
  text: string;
  by?: string;
}

/** How a line of a string ends: with the string, with a line break of the text, or cut because it is too long for one row. */
export type LineEnd = 'end' | 'break' | 'wrap';

/** One line of a string as shown: real line breaks end a line. */
export interface TextLine {
  pieces: Piece[];
  end: LineEnd;
  /** The line break that ends this line was itself removed or added. */
  endOp: Piece['op'];
}

export type Content =
  | { kind: 'open'; bracket: '{' | '['; size: number; embedded: boolean }
  | { kind: 'close'; bracket: '}' | ']'; embedded: boolean }
  /** Numbers, booleans, null, empty strings and empty containers. */
  | { kind: 'scalar'; value: Json }
  /** `opens` and `closes`: the line carries the string's quotation marks. */
  | { kind: 'text'; line: TextLine; opens: boolean; closes: boolean }
  | { kind: 'blob'; blob: Blob; marked: 'remove' | 'add' | null }
  /** A long string that was not split into lines yet: its beginning only. */
  | { kind: 'excerpt'; text: string; lines: number };

/** One line of pretty-printed JSON on one side. */
export interface Line {
  at: PathRef;
  depth: number;
  /** The object key, on the first line of its value. */
  key: string | null;
  comma: boolean;
  content: Content;
}

/** Aligned lines of both sides; a side is null where it has nothing to show. */
export interface Row {
  id: number;
  sign: Sign;
  left: Line | null;
  right: Line | null;
  /** Position in `DiffModel.changes`. */
  change: number | null;
  /** On a row that opens a container: the id of the row that closes it. */
  closedBy?: number;
  /** Rows with the same number are the middle of one long string and fold together. */
  stringFold?: number;
  /** Where a moved element came from or went to, as seen from its own array: `[10]`. */
  moved?: { direction: 'from' | 'to'; path: string };
  /** Rows that are not built yet; see `materialise`. */
  pending?: Pending;
}

/** What a row stands for until it is opened: one large value, or a run of unchanged array elements. */
interface Pending {
  kind: 'value' | 'run';
  tasks: Task[];
  /** How many lines it has when opened. */
  lines: number;
}

export interface DiffChange {
  /** Unique among the changes of one side, readable, kept in the URL: the path, with `-` before it for removals. */
  id: string;
  kind: 'add' | 'remove' | 'replace' | 'text' | 'move';
  path: string;
  /** The row where the change begins. */
  row: number;
  left?: Json;
  right?: Json;
  spans?: TextSpan[];
  /** Where a moved element stood. */
  from?: string;
  by: string[];
}

/** All rows of one side of a call. `rows` is replaced, never edited, when more of it is built. */
export interface DiffModel {
  rows: readonly Row[];
  changes: readonly DiffChange[];
  /** Ids from here on are free. */
  nextId: number;
}

/** Where a value stands on both sides. */
export interface Place {
  left: PathRef;
  right: PathRef;
  key: string | null;
  depth: number;
  leftComma: boolean;
  rightComma: boolean;
}

/** Which sides show a value. */
type Sides = 'both' | 'left' | 'right';

/** How rows made for a value look: their sign, the change they belong to, the sides they are on. */
export interface Look {
  sign: Sign;
  sides: Sides;
  change: number | null;
}

/**
 * A step of row building; kept on an explicit stack, because bodies nest as deep as their sender likes.
 * `size` of a value: `unknown` before its lines are counted, `small` inside a value that was, `opened` on a reader's wish.
 */
export type Task =
  | { do: 'value'; value: Json; place: Place; look: Look; size: 'unknown' | 'small' | 'opened' }
  | { do: 'delta'; left: Json; right: Json; delta: Delta; place: Place; look: Look }
  | { do: 'close'; bracket: '}' | ']'; embedded: boolean; place: Place; look: Look; opener: Row }
  | { do: 'add' | 'remove'; value: Json; place: Place; by: string[] }
  | { do: 'move'; left: Json; right: Json; delta: Delta; place: Place; by: string[] }
  | { do: 'gone'; value: Json; place: Place; to: string }
  | { do: 'run'; tasks: Task[]; lines: number }
  | { do: 'note'; at: number; moved: NonNullable<Row['moved']> };

export type TaskOf<Name extends Task['do']> = Extract<Task, { do: Name }>;
