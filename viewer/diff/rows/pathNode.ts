import { formatPath, type Path } from '@lens/core/json';

/** A path as a chain of steps, so that the hundred thousand lines of a large body share their prefixes. */
export interface PathNode {
  parent: PathNode | null;
  step: string | number;
}

/** The document itself is `null`. */
export type PathRef = PathNode | null;

export function child(parent: PathRef, step: string | number): PathNode {
  return { parent, step };
}

function pathOf(ref: PathRef): Path {
  const steps: (string | number)[] = [];
  for (let node = ref; node !== null; node = node.parent) steps.push(node.step);
  return steps.reverse();
}

export function pathText(ref: PathRef): string {
  return formatPath(pathOf(ref));
}

/** The last step alone, as its container sees it: `[10]`. */
export function lastStep(ref: PathRef): string {
  return ref === null ? '' : formatPath([ref.step]);
}
