import type { Json } from '../json';
import { apply } from './apply';
import { invert } from './invert';
import type { Delta } from './types';

/** The left side, built from the right one. Shares what did not change, and throws, like `apply`. */
export function revert(delta: Delta, right: Json): Json {
  return apply(invert(delta), right);
}
