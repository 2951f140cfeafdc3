import { spend } from '../budget';
import { degrade, type DiffContext } from '../context';
import type { Delta } from '../types';
import { parseEmbedded } from './parseEmbedded';
import { textSpans } from './textSpans';

/** Steps a character of JSON text costs to be parsed. */
const STEPS_PER_PARSED_CHARACTER = 4;

/** Compares two different strings: as JSON where both hold some, else by words. */
export function diffString(left: string, right: string, context: DiffContext): Delta {
  return diffEmbedded(left, right, context) ?? diffWords(left, right, context);
}

function diffEmbedded(left: string, right: string, context: DiffContext): Delta | null {
  if (context.path.length >= context.maxDepth) return null;
  const parsedLeft = parseEmbedded(left);
  if (parsedLeft === undefined) return null;
  const parsedRight = parseEmbedded(right);
  if (parsedRight === undefined || Array.isArray(parsedLeft) !== Array.isArray(parsedRight)) return null;
  if (!spend(context.budget, STEPS_PER_PARSED_CHARACTER * (left.length + right.length))) return null;
  if (inexactNumbers(left) !== inexactNumbers(right)) return null;
  const unchanged = context.unchanged;
  const delta = context.compare(parsedLeft, parsedRight, context);
  context.unchanged = unchanged;
  // Equal as JSON but not as text: only spacing or spelling differs, which the words show.
  return delta.kind === 'same' ? null : { kind: 'embedded', left, right, delta };
}

/** Numbers that parsing rounds, as they are spelled: two of them may differ although their values do not. */
function inexactNumbers(json: string): string {
  return (json.match(INEXACT) ?? []).join();
}

/** With more digits than a double holds, or an exponent that it may not. */
const INEXACT = /[:[,]\s{0,8}-?\d(?:[\d.]{15,}|[\d.]{0,15}[eE][+-]?\d{3,})/g;

function diffWords(left: string, right: string, context: DiffContext): Delta {
  const { spans, related, coarse } = textSpans(left, right, context.budget);
  if (coarse) degrade(context, 'budget');
  return related ? { kind: 'text', spans } : { kind: 'replace', left, right };
}
