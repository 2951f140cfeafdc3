import { parseEmbedded } from '../diff';
import { SpelledNumber, isObject, type Json } from '../json';

/** Shorter texts are words that occur everywhere; looking for them elsewhere would mask without need. */
const LEAST_LENGTH = 4;

/** Words that are likely to be a secret even without what stands around them: numbers, addresses, keys. */
const TELLING_WORD = /[^\s"'`,;:()[\]{}<>]{6,}/g;
const LEAST_PLAIN_LENGTH = 16;
/** What such a word consists of: a part of a key or an address may stand alone elsewhere. */
const PIECE = /[\p{L}\p{N}]{4,}/gu;

/** A number as people write it, and one group of it: the last four digits of a card are a secret, too. */
const NUMBER = /\d(?:[\s().,/-]{0,3}\d){3,}/g;
const DIGITS = /\d{4,}/g;
const BETWEEN_DIGITS = /(?<=\d)[\s().,/-]{1,3}(?=\d)/g;

/** Characters remembered, and characters searched, before the search is given up: then whatever it was to judge is masked. */
const MAX_REMEMBERED = 500_000;
const MAX_SEARCHED = 40_000_000;

/** What a text costs in addition to its characters. */
const COST_OF_A_TEXT = 32;

/** The texts that were masked, to be found wherever else the original form shows them. */
export interface Secrets {
  remember(text: string): void;
  /** Whether the text contains one. */
  within(text: string): boolean;
  /** Not all are known: from now on every text is said to contain one. */
  giveUp(): void;
  /** Nothing is secret. */
  readonly empty: boolean;
  /** No more are remembered: every text is said to contain one. */
  readonly full: boolean;
  /** The same secrets, to which others may come. */
  copy(): Secrets;
}

interface Remembered {
  texts: Set<string>;
  /** Digits alone: elsewhere they may be grouped in another way. */
  numbers: Set<string>;
  characters: number;
}

export function secretsFound(before?: Remembered): Secrets {
  const texts = new Set(before?.texts);
  const numbers = new Set(before?.numbers);
  let remembered = before?.characters ?? 0;
  let searched = 0;
  const contains = (text: string, secrets: ReadonlySet<string>): boolean => {
    for (const secret of secrets) {
      searched += text.length + COST_OF_A_TEXT;
      if (searched > MAX_SEARCHED || text.includes(secret)) return true;
    }
    return false;
  };
  return {
    remember(text) {
      remembered += text.length + COST_OF_A_TEXT;
      if (remembered > MAX_REMEMBERED) return;
      for (const part of partsOf(text)) texts.add(part.toLowerCase());
      for (const number of numbersOf(text)) numbers.add(number);
    },
    within(text) {
      if (remembered > MAX_REMEMBERED) return true;
      return contains(text.toLowerCase(), texts) || contains(text.replace(BETWEEN_DIGITS, ''), numbers);
    },
    giveUp() {
      remembered = Infinity;
    },
    get empty() {
      return remembered === 0;
    },
    get full() {
      return remembered > MAX_REMEMBERED;
    },
    copy: () => secretsFound({ texts, numbers, characters: remembered }),
  };
}

/** The text, its telling words, and the same of what it holds as JSON: elsewhere the secret may stand without the rest. */
function partsOf(text: string): Set<string> {
  const parts = new Set<string>();
  for (const leaf of [text, ...leavesOf(parseEmbedded(text) ?? null)]) {
    const trimmed = leaf.trim();
    if (trimmed.length >= LEAST_LENGTH) parts.add(trimmed);
    for (const word of trimmed.match(TELLING_WORD) ?? []) if (isTelling(word)) parts.add(word);
    for (const piece of trimmed.match(PIECE) ?? []) if (/\d/.test(piece)) parts.add(piece);
  }
  return parts;
}

function numbersOf(text: string): string[] {
  const whole = text.match(NUMBER) ?? [];
  return [...whole.map((number) => number.replace(/\D/g, '')), ...(text.match(DIGITS) ?? [])];
}

function isTelling(word: string): boolean {
  return word.length >= LEAST_PLAIN_LENGTH || /[\d@]/.test(word);
}

/** Strings, numbers and keys inside a value. */
export function leavesOf(value: Json): string[] {
  const leaves: string[] = [];
  const stack: Json[] = [value];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'string' || typeof next === 'number' || next instanceof SpelledNumber)
      leaves.push(String(next));
    if (typeof next !== 'object' || next === null || next instanceof SpelledNumber) continue;
    for (const child of isObject(next) ? Object.values(next) : next) stack.push(child);
    if (isObject(next)) for (const key of Object.keys(next)) leaves.push(key);
  }
  return leaves;
}
