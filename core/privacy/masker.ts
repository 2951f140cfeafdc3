import type { Path } from '../json';
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
  gains: GainMemo;
  /** Keys the final body shows. */
  visibleKeys: ReadonlySet<string>;
  /** What the run before masked. */
  known: Secrets;
  /** What this run masks. */
  found: Secrets;
  masked: boolean;
  /** A key is masked, so paths differ from those of the diff as it was. */
  maskedKeys: boolean;
}

/** Characters of the digest that are shown: enough to see that two masks hide the same text. */
const DIGEST_CHARACTERS = 6;

/** The text that stands for a secret: its length and the beginning of its keyed hash. */
export function maskText(text: string, masker: Masker): string {
  masker.masked = true;
  masker.found.remember(text);
  return `[masked, ${text.length} chars, ${masker.digest(text).slice(0, DIGEST_CHARACTERS)}…]`;
}
