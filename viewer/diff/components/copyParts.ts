import type { DiffResult } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { DiffWords } from './diffWords';

export type Part = 'original' | 'final' | 'diff';

/** The text of one body, or of the comparison, as a file holds it. */
export function partText(
  part: Part,
  { original, final, diff }: { original: Json | null; final: Json | null; diff: DiffResult | null },
): string {
  const value = part === 'original' ? original : part === 'final' ? final : diff;
  return JSON.stringify(value, null, 2);
}

/** What a part is called where the sides have these names. */
export function partName(part: Part, { left, right }: DiffWords): string {
  return part === 'original' ? left : part === 'final' ? right : 'diff';
}

export function partFile(side: string, part: Part, words: DiffWords): string {
  return `${side}-${partName(part, words).toLowerCase()}.json`;
}
