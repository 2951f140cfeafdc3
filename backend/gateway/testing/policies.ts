import type { TextSegment } from '@lens/core/formats';
import type { Block, Policy } from '../../policies';

export const policyName = 'tester';

/** What a test's policy does. */
export type Hooks = Omit<Policy, 'name'>;

export const noWay: Block = { block: { message: 'No way.' } };

/** Puts one text in the place of another. */
export function replaceIn(message: { texts(): Iterable<TextSegment> }, from: string, to: string): void {
  for (const text of message.texts()) text.replace(text.text.replace(from, to));
}
