/** What the two sides of a diff are called. */
export interface DiffWords {
  left: string;
  right: string;
  /** Of sides that are equal. */
  same: string;
  /** One of what the diff counts. */
  one: 'change' | 'difference';
}

/** Of one body before and after the policies. */
export const policyWords: DiffWords = { left: 'original', right: 'final', same: 'unchanged', one: 'change' };
