/** Letters of Hebrew, Arabic, Syriac, Thaana and others that are written from right to left. */
const letters = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether a text, or a part of it, is written from right to left. */
export function isRightToLeft(text: string): boolean {
  return letters.test(text);
}
