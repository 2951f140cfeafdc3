import { isObject, sameSpelling, type Json } from '../json';
import { diffArray } from './array/diffArray';
import { degrade, type DiffContext } from './context';
import { diffObject } from './diffObject';
import { diffString } from './text/diffString';
import type { Delta } from './types';
import { countLeaves } from './value/countLeaves';
import { equalJson } from './value/equalJson';

const SAME: Delta = { kind: 'same' };

/** The delta of two values at `context.path`; counts the leaves that are equal. */
export function diffValue(left: Json, right: Json, context: DiffContext): Delta {
  if (left === right || sameSpelling(left, right)) return same(left, context);
  if (typeof left === 'string' && typeof right === 'string') return diffString(left, right, context);
  const arrays = Array.isArray(left) && Array.isArray(right);
  if (!arrays && !(isObject(left) && isObject(right))) return { kind: 'replace', left, right };
  if (context.path.length >= context.maxDepth) return diffWhole(left, right, context);
  if (Array.isArray(left) && Array.isArray(right)) return diffArray(left, right, context);
  if (isObject(left) && isObject(right)) return diffObject(left, right, context);
  return { kind: 'replace', left, right };
}

function same(value: Json, context: DiffContext): Delta {
  context.unchanged += countLeaves(value);
  return SAME;
}

function diffWhole(left: Json, right: Json, context: DiffContext): Delta {
  if (equalJson(left, right)) return same(left, context);
  degrade(context, 'depth');
  return { kind: 'replace', left, right };
}
