import { formatPath, type Path } from '../json';
import type { GainMemo } from './gainsMark';
import type { Secrets } from './secrets';

/** What masking goes by, the same throughout one run. */
export interface Masker {
  digest: (text: string) => string;
  /** Whether a redacting policy ever touched the value at a path of the original or of the final body. */
  touched: (left: Path | null, right: Path | null) => boolean;
  /** Whether a place was compared coarsely: what was redacted there is not told apart from what was not. */
  coarse: (rightPath: Path) => boolean;
  /** No policy is known, so only marks tell what was redacted. */
  marksOnly: boolean;
  /** They tell it here: there may be a policy that redacts and does not say so. */
  marksTell: boolean;
  gains: GainMemo;
  /**
   * Policies that take out no secret and come behind all that may: what they removed from a text was shown to them
   * without its secrets.
   */
  harmless: ReadonlySet<string>;
  /** Keys the final body shows. */
  visibleKeys: ReadonlySet<string>;
  /** What the run before masked. */
  known: Secrets;
  /** What this run masks. */
  found: Secrets;
  masked: boolean;
  /** Steps that may still be taken; beyond, values are masked as a whole. */
  budget: number;
  /** Where that was first done. */
  exhaustedAt: string | null;
}

/** Steps of one run: some 300 ms of processor time. */
export const MASK_BUDGET = 150_000;

/** What cannot be looked at any more. */
export const MASKED_WHOLE = '[masked]';

/**
 * Takes `cost` from the budget. When that much is not left, whatever is at `path` is to be masked as a whole, and since
 * the secrets in it are not known, every text that was removed anywhere counts as one.
 */
export function afford(masker: Masker, cost: number, path: Path): boolean {
  if (masker.budget >= cost) {
    masker.budget -= cost;
    return true;
  }
  masker.budget = 0;
  masker.masked = true;
  masker.exhaustedAt ??= formatPath(path);
  masker.found.giveUp();
  return false;
}

/** Characters of the digest that are shown: enough to see that two masks hide the same text. */
const DIGEST_CHARACTERS = 6;

/** The text that stands for a secret. */
export function maskText(text: string, masker: Masker): string {
  masker.masked = true;
  masker.found.remember(text);
  return maskOf(text, masker.digest);
}

/**
 * What stands for a text that is not shown: the beginning of its keyed hash, and nothing else of it. Its length alone would tell
 * which of five addresses it is.
 */
export function maskOf(text: string, digest: Masker['digest']): string {
  return `[masked, ${digest(text).slice(0, DIGEST_CHARACTERS)}…]`;
}
