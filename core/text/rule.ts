/** A place in a text and what goes there instead. */
export interface Replacement {
  start: number;
  /** Always beyond `start`: a match of nothing is no match. */
  end: number;
  text: string;
  /** Which rule of the policy this was: told to the reader, so never a piece of the text. */
  rule: string;
}

/** A rule at work on one text. */
export interface TextSearch {
  /** The first match that starts at or after `from`. What stands before `from` counts as its surroundings. */
  next(from: number): Replacement | null;
  /**
   * Where the first match could start, at or after `from`, that only needs more text to come about, to go on or to be
   * refused; the text's length when there is none. Everything before it is settled, whatever follows.
   */
  openFrom(from: number): number;
}

/** Something to be found and replaced, in whole texts and in texts that are still arriving. */
export interface TextRule {
  search(text: string): TextSearch;
}

/**
 * How many characters before a match a rule may look at (word borders, "account number" before a number). Channels
 * keep that many of the text they have passed on.
 */
export const leftContext = 64;
