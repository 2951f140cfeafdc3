/** Shorter texts are words that occur everywhere; looking for them elsewhere would mask without need. */
const LEAST_LENGTH = 4;

/** Characters compared before the search is given up, and everything it was to judge counts as secret. */
const MAX_WORK = 40_000_000;

/** The texts that were masked, to be found wherever else the original side shows them. */
export interface Secrets {
  remember(text: string): void;
  /** Whether the text contains one. */
  within(text: string): boolean;
  readonly size: number;
}

export function secretsFound(): Secrets {
  const texts = new Set<string>();
  let work = 0;
  return {
    remember(text) {
      const trimmed = text.trim();
      if (trimmed.length >= LEAST_LENGTH) texts.add(trimmed);
    },
    within(text) {
      for (const secret of texts) {
        work += text.length;
        if (work > MAX_WORK) return true;
        if (text.includes(secret)) return true;
      }
      return false;
    },
    get size() {
      return texts.size;
    },
  };
}
