import { isObject, type Json, type Path } from '../../json';
import { parseEmbedded } from '../text/parseEmbedded';
import { own } from '../value/own';

/** The value at a path; the path may lead into JSON inside a string. Undefined when there is none. */
export function valueAt(body: Json, path: Path): Json | undefined {
  let here: Json | undefined = body;
  for (const step of path) {
    if (typeof here === 'string') here = parseEmbedded(here);
    if (Array.isArray(here)) here = typeof step === 'number' ? here[step] : undefined;
    else here = isObject(here) ? own(here, String(step)) : undefined;
  }
  return here;
}
