/** Of ES2025, which TypeScript's library does not have yet. */
declare global {
  interface JSON {
    /** Not in every browser that people still use. */
    rawJSON?(text: string): object;
  }
}

/** Those of one spelling are one object; so many spellings are remembered. */
const mostKnown = 10_000;
const known = new Map<string, SpelledNumber>();

/**
 * A number of JSON as it is spelled there, where JavaScript would spell it otherwise: 9007199254740993, 1.0, 1e2, -0.
 * Written as JSON it is spelled so again. See `sameSpelling` for how two of them are compared.
 */
export class SpelledNumber {
  readonly spelling: string;

  private constructor(spelling: string) {
    this.spelling = spelling;
  }

  static of(spelling: string): SpelledNumber {
    const before = known.get(spelling);
    if (before !== undefined) return before;
    if (known.size >= mostKnown) known.clear();
    const number = new SpelledNumber(spelling);
    known.set(spelling, number);
    return number;
  }

  /** What arithmetic makes of it. */
  valueOf(): number {
    return Number(this.spelling);
  }

  toString(): string {
    return this.spelling;
  }

  toJSON(): unknown {
    return JSON.rawJSON?.(this.spelling) ?? Number(this.spelling);
  }
}

/** True for two numbers that are spelled alike; false for anything else. */
export function sameSpelling(left: unknown, right: unknown): boolean {
  return left instanceof SpelledNumber && right instanceof SpelledNumber && left.spelling === right.spelling;
}
