import type { Json } from '../../json';
import { spend } from '../budget';
import { degrade, diffChild, type DiffContext } from '../context';
import type { ArrayItem, Degraded, Delta } from '../types';
import { countLeaves } from '../value/countLeaves';
import { equalJson } from '../value/equalJson';
import { align, type Alignment } from './align';
import { roleOf, sameButRole } from './identity';

/** Steps an element costs to be looked at, and to be matched with those of the other side. */
const STEPS_PER_ELEMENT = 8;
const STEPS_PER_MATCHED_ELEMENT = 100;

/** Compares two arrays: equal ends first, then what `align` makes of the elements between them. */
export function diffArray(left: Json[], right: Json[], context: DiffContext): Delta {
  if (!spend(context.budget, STEPS_PER_ELEMENT * (left.length + right.length)))
    return diffWhole(left, right, 'budget', context);
  const shorter = Math.min(left.length, right.length);
  // A lone element is compared once, by its own diff: else deep nesting of lone elements would be compared on each level.
  if (left.length === 1 && right.length === 1) return diffLone(left, right, context);
  let head = 0;
  while (head < shorter && equalAt(left, head, right, head, context)) head++;
  if (head === left.length && head === right.length) {
    context.unchanged += countLeaves(left);
    return { kind: 'same' };
  }
  let tail = 0;
  while (tail < shorter - head && equalAt(left, left.length - 1 - tail, right, right.length - 1 - tail, context))
    tail++;
  const between = left.length + right.length - 2 * (head + tail);
  if (!spend(context.budget, STEPS_PER_MATCHED_ELEMENT * between)) return diffWhole(left, right, 'size', context);
  const items = itemWriter(context);
  items.keep(left, 0, 0, head);
  writeMiddle(left, right, head, tail, items, context);
  items.keep(left, left.length - tail, right.length - tail, tail);
  return items.end();
}

function diffLone(left: Json[], right: Json[], context: DiffContext): Delta {
  const items = itemWriter(context);
  const [a, b] = [left[0] ?? null, right[0] ?? null];
  if (roleOf(a) === roleOf(b) || sameButRole(a, b, context.budget)) {
    items.pair('change', a, 0, b, 0);
  } else {
    items.push({ kind: 'remove', left: 0, value: a });
    items.push({ kind: 'add', right: 0, value: b });
  }
  return items.end();
}

function equalAt(left: Json[], leftAt: number, right: Json[], rightAt: number, context: DiffContext): boolean {
  return equalJson(left[leftAt] ?? null, right[rightAt] ?? null, context.budget);
}

/** Without budget: whether anything differs is still told truly, what differs only as a whole. */
function diffWhole(left: Json[], right: Json[], reason: Degraded['reason'], context: DiffContext): Delta {
  if (equalJson(left, right)) {
    context.unchanged += countLeaves(left);
    return { kind: 'same' };
  }
  degrade(context, reason);
  return { kind: 'replace', left, right };
}

interface ItemWriter {
  keep(left: Json[], leftAt: number, rightAt: number, count: number): void;
  /** A pair of elements that may or may not be equal. */
  pair(kind: 'change' | 'move', left: Json, leftAt: number, right: Json, rightAt: number): void;
  push(item: ArrayItem): void;
  end(): Delta;
}

function itemWriter(context: DiffContext): ItemWriter {
  const items: ArrayItem[] = [];
  const keepOne = (left: number, right: number, count: number): void => {
    const last = items.at(-1);
    if (last?.kind === 'keep' && last.left + last.count === left && last.right + last.count === right) {
      last.count += count;
    } else {
      items.push({ kind: 'keep', left, right, count });
    }
  };
  return {
    keep(left, leftAt, rightAt, count) {
      if (count === 0) return;
      for (let at = leftAt; at < leftAt + count; at++) context.unchanged += countLeaves(left[at] ?? null);
      keepOne(leftAt, rightAt, count);
    },
    pair(kind, left, leftAt, right, rightAt) {
      const delta = diffChild(rightAt, left, right, context);
      if (kind === 'change' && delta.kind === 'same') keepOne(leftAt, rightAt, 1);
      else items.push({ kind, left: leftAt, right: rightAt, delta });
    },
    push(item) {
      items.push(item);
    },
    end() {
      return items.every((item) => item.kind === 'keep') ? { kind: 'same' } : { kind: 'array', items };
    },
  };
}

function writeMiddle(
  left: Json[],
  right: Json[],
  head: number,
  tail: number,
  items: ItemWriter,
  context: DiffContext,
): void {
  const leftEnd = left.length - tail;
  const rightEnd = right.length - tail;
  if (head === leftEnd && head === rightEnd) return;
  const alignment = align(left.slice(head, leftEnd), right.slice(head, rightEnd), context);
  let rightAt = head;
  for (let leftAt = head; leftAt < leftEnd; leftAt++) {
    const to = alignment.partner[leftAt - head] ?? -1;
    if (to < 0) {
      items.push({ kind: 'remove', left: leftAt, value: left[leftAt] ?? null });
    } else if (alignment.moved[leftAt - head] === 1) {
      items.push({ kind: 'gone', left: leftAt, right: to + head });
    } else {
      writeRightOnly(left, right, rightAt, to + head, head, alignment, items);
      if (alignment.equal[leftAt - head] === 1) items.keep(left, leftAt, to + head, 1);
      else items.pair('change', left[leftAt] ?? null, leftAt, right[to + head] ?? null, to + head);
      rightAt = to + head + 1;
    }
  }
  writeRightOnly(left, right, rightAt, rightEnd, head, alignment, items);
}

/** Elements that came to stand here: added ones and moved ones. */
function writeRightOnly(
  left: Json[],
  right: Json[],
  from: number,
  to: number,
  head: number,
  alignment: Alignment,
  items: ItemWriter,
): void {
  for (let rightAt = from; rightAt < to; rightAt++) {
    const source = alignment.source[rightAt - head] ?? -1;
    if (source < 0) items.push({ kind: 'add', right: rightAt, value: right[rightAt] ?? null });
    else items.pair('move', left[source + head] ?? null, source + head, right[rightAt] ?? null, rightAt);
  }
}
