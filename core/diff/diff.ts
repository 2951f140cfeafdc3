import type { Json } from '../json';
import { createContext, type DiffOptions } from './context';
import { diffValue } from './diffValue';
import { toResult } from './result';
import type { DiffResult } from './types';

/**
 * What changed from `left` to `right`: `apply(diff(left, right).delta, left)` equals `right`. Never throws, whatever
 * the bodies hold or however deep they nest, and never runs long: beyond its budget it compares more coarsely, which
 * `degraded` tells. The result shares values with both bodies, so treat them as immutable.
 */
export function diff(left: Json, right: Json, options: DiffOptions = {}): DiffResult {
  const context = createContext(options, diffValue);
  const delta = diffValue(left, right, context);
  return toResult(delta, context.unchanged, context.degraded);
}
