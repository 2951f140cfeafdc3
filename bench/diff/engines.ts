import { apply, diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { diffWordsWithSpace } from 'diff';
import fastJsonPatch from 'fast-json-patch';
import * as jsondiffpatch from 'jsondiffpatch';
import microdiff from 'microdiff';
import { createPatch } from 'rfc6902';

export interface Engine {
  name: string;
  /** Compares two bodies and says how many changes it reports; null when the library is not made for them. */
  compare(left: Json, right: Json): number | null;
}

const identity = (item: object): string => ('id' in item ? String(item.id) : JSON.stringify(item));
const byIndex = jsondiffpatch.create({});
const byHash = jsondiffpatch.create({ objectHash: identity });

const isContainer = (value: Json): value is Json[] | Record<string, Json> =>
  typeof value === 'object' && value !== null;

export const engines: Engine[] = [
  { name: 'lens', compare: countLens },
  { name: 'jsondiffpatch', compare: (left, right) => countDelta(byIndex.diff(left, right)) },
  { name: 'jsondiffpatch + objectHash', compare: (left, right) => countDelta(byHash.diff(left, right)) },
  { name: 'rfc6902', compare: (left, right) => createPatch(left, right).length },
  {
    name: 'fast-json-patch',
    compare: (left, right) =>
      isContainer(left) && isContainer(right) ? fastJsonPatch.compare(left, right).length : null,
  },
  {
    name: 'microdiff',
    compare: (left, right) => (isContainer(left) && isContainer(right) ? microdiff(left, right).length : null),
  },
  {
    name: 'jsdiff words',
    compare: (left, right) =>
      typeof left === 'string' && typeof right === 'string'
        ? diffWordsWithSpace(left, right).filter((part) => part.added || part.removed).length
        : null,
  },
];

function countLens(left: Json, right: Json): number {
  const { added, removed, modified, moved } = diff(left, right);
  return added.length + removed.length + modified.length + moved.length;
}

/** Leaves of a jsondiffpatch delta. */
function countDelta(delta: unknown): number {
  if (delta === undefined || delta === null) return 0;
  if (Array.isArray(delta)) return 1;
  if (typeof delta !== 'object') return 0;
  return Object.values(delta).reduce<number>((count, child) => count + countDelta(child), 0);
}

/** Whether our delta of the two leads from one to the other. */
export function isLossless(left: Json, right: Json): boolean {
  return diff(apply(diff(left, right).delta, left), right).delta.kind === 'same';
}
