import type { Delta } from '../diff';
import type { ConversationMessage } from './types';

/** A message of the final conversation, or one that a policy took out, where it stood. */
export interface PlacedMessage {
  message: ConversationMessage;
  removed: boolean;
}

/**
 * Puts removed messages of the original back between the final ones. `delta` is that of the whole body; messages are the
 * elements of its `key` array (`messages`, `choices`).
 */
export function withRemoved(
  final: readonly ConversationMessage[],
  original: readonly ConversationMessage[],
  delta: Delta | null,
  key: string,
): PlacedMessage[] {
  const removedBefore = removedByNext(delta, key);
  const byIndex = new Map(original.map((message) => [indexIn(message, key), message]));
  const placed: PlacedMessage[] = [];
  for (const message of final) {
    const index = indexIn(message, key);
    for (const left of index === null ? [] : (removedBefore.get(index) ?? [])) push(placed, byIndex.get(left));
    placed.push({ message, removed: false });
  }
  for (const left of removedBefore.get(Infinity) ?? []) push(placed, byIndex.get(left));
  return placed;
}

/** For each right index, the left indexes removed just before it; those after the last element at Infinity. */
function removedByNext(delta: Delta | null, key: string): Map<number, number[]> {
  const removed = new Map<number, number[]>();
  if (delta?.kind !== 'object') return removed;
  const entry = delta.entries.find((candidate) => candidate.key === key);
  if (entry?.kind !== 'change' || entry.delta.kind !== 'array') return removed;
  let waiting: number[] = [];
  for (const item of entry.delta.items) {
    if (item.kind === 'remove') waiting.push(item.left);
    else if (item.kind !== 'gone' && waiting.length > 0) {
      removed.set(item.right, waiting);
      waiting = [];
    }
  }
  if (waiting.length > 0) removed.set(Infinity, waiting);
  return removed;
}

function push(placed: PlacedMessage[], message: ConversationMessage | undefined): void {
  if (message) placed.push({ message, removed: true });
}

function indexIn(message: ConversationMessage, key: string): number | null {
  const [first, second] = message.path;
  return first === key && typeof second === 'number' ? second : null;
}
