import type { DiffResult } from '@lens/core/diff';
import { isObject, type Json } from '@lens/core/json';
import { formatBytes, formatCount, formatList } from '../../format';
import type { DiffChange } from '../rows';
import { policyWords, type DiffWords } from './diffWords';

export interface HeadlineInput {
  original: Json | null;
  final: Json | null;
  diff: DiffResult | null;
  finalBytes: number | null;
}

/** What a side's header says after its title, in parts that are joined by dots. */
export function headline(
  view: HeadlineInput,
  changes: readonly DiffChange[],
  words: DiffWords = policyWords,
): string[] {
  const { final, original, diff } = view;
  if (original === null && final === null) return ['no body'];
  if (diff !== null && diff.delta.kind !== 'same') {
    const by = [...new Set(changes.flatMap((change) => change.by))];
    const parts = [formatCount(changes.length, words.one), diff.summary];
    return by.length > 0 ? [...parts, `by ${formatList(by)}`] : parts;
  }
  const size = bodySize(final ?? original, view.finalBytes);
  return [diff === null ? 'not compared' : words.same, ...(size === '' ? [] : [size])];
}

/** `2 messages, 412 B`; without a size what the body consists of. */
function bodySize(body: Json, bytes: number | null): string {
  const parts = [bodyParts(body), bytes === null ? null : formatBytes(bytes)];
  return parts.filter((part) => part !== null).join(', ');
}

/** What the APIs' bodies consist of; null for other bodies. */
function bodyParts(body: Json): string | null {
  if (!isObject(body)) return null;
  const kinds = [
    ['messages', 'message'],
    ['choices', 'choice'],
    ['content', 'content block'],
  ] as const;
  for (const [key, name] of kinds) {
    const list = Object.hasOwn(body, key) ? body[key] : null;
    if (Array.isArray(list)) return formatCount(list.length, name);
  }
  return null;
}
