import { flatten, type Change, type PolicyStep, type TextSpan } from '../diff';
import { leavesOf, secretsFound, type Secrets } from './secrets';
import { WIRE_KEYS, WIRE_VALUES } from './wireWords';

/** What the redacting steps took out: the most exact knowledge of what is secret, whatever came of it later. */
export function removedBySteps(steps: PolicyStep[]): Secrets {
  const secrets = secretsFound();
  for (const step of steps) {
    for (const change of step.redacts ? flatten(step.delta) : []) {
      if (secrets.full) return secrets;
      for (const text of removedBy(change)) secrets.remember(text);
    }
  }
  return secrets;
}

function removedBy(change: Change): string[] {
  if (change.spans !== undefined)
    return change.spans.flatMap((span, index, spans) => removedIn(span, spans[index + 1]));
  if (change.left === undefined) return [];
  if (typeof change.left === 'string' && typeof change.right === 'string')
    return [change.left, ...differing(change.left, change.right)];
  return leavesOf(change.left).filter((leaf) => !WIRE_KEYS.has(leaf) && !WIRE_VALUES.has(leaf));
}

/** Spans end where words do; the secret may be a part of a word, which then stands alone elsewhere. */
function removedIn(span: TextSpan, next: TextSpan | undefined): string[] {
  if (span.op !== 'remove') return [];
  return next?.op === 'add' ? [span.text, ...differing(span.text, next.text)] : [span.text];
}

/** Of longer texts the parts are not looked for: the secrets in them are remembered as words. */
const MAX_CHARACTERS = 10_000;
const MAX_WORDS = 100;

/** What of `left` is not in `right`: without the characters that both begin and end with, and without the words of both. */
function differing(left: string, right: string): string[] {
  if (left.length + right.length > MAX_CHARACTERS) return [];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const kept = right.match(/[\p{L}\p{N}]{2,}/gu)?.slice(0, MAX_WORDS) ?? [];
  const parts = kept.reduce((all, word) => all.flatMap((part) => part.split(word)), [left]);
  return [left.slice(start, left.length - end), ...parts];
}
