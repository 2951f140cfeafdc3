import type { Json, Path } from './types';
import { isObject } from './isObject';
import { own } from './ownProperties';

/** The value at a path; undefined where there is none. */
export function valueAt(document: Json, path: Path): Json | undefined {
  let here: Json | undefined = document;
  for (const step of path) {
    if (Array.isArray(here)) here = here[Number(step)];
    else here = isObject(here) ? own(here, String(step)) : undefined;
  }
  return here;
}
