/** A place between two records of a spool. */
export interface Position {
  segment: number;
  offset: number;
  /** Of the last record before. */
  sequence: number;
}

/** By place, not by sequence: the header of a segment, which may end calls, has the sequence of the record before it. */
export function isBefore(a: Position, b: Position): boolean {
  return (a.segment - b.segment || a.offset - b.offset) < 0;
}

export function laterOf(a: Position, b: Position): Position {
  return isBefore(a, b) ? b : a;
}
