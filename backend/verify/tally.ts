/** What was looked at, for whoever wants to know how much a proof covers. */
export interface Tally {
  calls: number;
  byStatus: Map<string, number>;
  events: number;
  /** Bodies, and their bytes as they were on the wire. */
  bodies: number;
  bodyBytes: number;
  streams: number;
  chunks: number;
  /** As the diff counts them, each with its policy. */
  changes: number;
  policies: Set<string>;
  /** Changed sides of which nobody knows what each policy did, as their rows say. */
  unknownSides: number;
  /** Calls of which only the beginning is kept, as an event of theirs says. */
  inPart: number;
  /** Copies in jsonb that differ from their bytes by a documented rule. */
  copiesByRule: number;
}

export function emptyTally(): Tally {
  return {
    calls: 0,
    byStatus: new Map(),
    events: 0,
    bodies: 0,
    bodyBytes: 0,
    streams: 0,
    chunks: 0,
    changes: 0,
    policies: new Set(),
    unknownSides: 0,
    inPart: 0,
    copiesByRule: 0,
  };
}
