import type { Delta, PolicyStep } from '../types';

/** Entries, items and spans of all steps that are followed: with more, the bodies between them take too long to make. */
const MAX_STEPS_SIZE = 150_000;

/** Whether the steps are so large that no change is looked up: every policy may have made each. Stops counting there. */
export function tooLarge(steps: PolicyStep[]): boolean {
  let size = 0;
  const stack = steps.map((step) => step.delta);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    size += sizeOf(next);
    if (size > MAX_STEPS_SIZE) return true;
    if (next.kind === 'embedded') stack.push(next.delta);
    else if (next.kind === 'object') {
      for (const entry of next.entries) if (entry.kind === 'change') stack.push(entry.delta);
    } else if (next.kind === 'array') {
      for (const item of next.items) if (item.kind === 'change' || item.kind === 'move') stack.push(item.delta);
    }
  }
  return false;
}

function sizeOf(delta: Delta): number {
  if (delta.kind === 'object') return delta.entries.length;
  if (delta.kind === 'array') return delta.items.length;
  return delta.kind === 'text' ? delta.spans.length : 1;
}
