import type { Delta } from '../types';

/** Whether deltas have together at most `limit` entries, items and spans; stops counting beyond. */
export function sizeWithin(deltas: Delta[], limit: number): boolean {
  let size = 0;
  const stack = [...deltas];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    size += sizeOf(next);
    if (size > limit) return false;
    if (next.kind === 'embedded') stack.push(next.delta);
    else if (next.kind === 'object') {
      for (const entry of next.entries) if (entry.kind === 'change') stack.push(entry.delta);
    } else if (next.kind === 'array') {
      for (const item of next.items) if (item.kind === 'change' || item.kind === 'move') stack.push(item.delta);
    }
  }
  return true;
}

function sizeOf(delta: Delta): number {
  if (delta.kind === 'object') return delta.entries.length;
  if (delta.kind === 'array') return delta.items.length;
  return delta.kind === 'text' ? delta.spans.length : 1;
}
