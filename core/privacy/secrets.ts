import { parseEmbedded } from '../diff';
import { isObject, type Json } from '../json';

/** Shorter texts are words that occur everywhere; looking for them elsewhere would mask without need. */
const LEAST_LENGTH = 4;

/** Words that are likely to be a secret even without what stands around them: numbers, addresses, keys. */
const TELLING_WORD = /[^\s"'`,;:()[\]{}<>]{6,}/g;
const LEAST_PLAIN_LENGTH = 16;

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
      for (const part of partsOf(text)) texts.add(part);
    },
    within(text) {
      for (const secret of texts) {
        work += text.length;
        if (work > MAX_WORK || text.includes(secret)) return true;
      }
      return false;
    },
    get size() {
      return texts.size;
    },
  };
}

/** The text, its telling words, and the same of what it holds as JSON: elsewhere the secret may stand without the rest. */
function partsOf(text: string): Set<string> {
  const parts = new Set<string>();
  for (const leaf of [text, ...leavesOf(parseEmbedded(text) ?? null)]) {
    const trimmed = leaf.trim();
    if (trimmed.length >= LEAST_LENGTH) parts.add(trimmed);
    for (const word of trimmed.match(TELLING_WORD) ?? []) if (isTelling(word)) parts.add(word);
  }
  return parts;
}

function isTelling(word: string): boolean {
  return word.length >= LEAST_PLAIN_LENGTH || /[\d@]/.test(word);
}

/** Strings, numbers and keys inside a value. */
export function leavesOf(value: Json): string[] {
  const leaves: string[] = [];
  const stack: Json[] = [value];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'string' || typeof next === 'number') leaves.push(String(next));
    if (typeof next !== 'object' || next === null) continue;
    for (const child of isObject(next) ? Object.values(next) : next) stack.push(child);
    if (isObject(next)) leaves.push(...Object.keys(next));
  }
  return leaves;
}
