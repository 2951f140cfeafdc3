import { isObject, own, type Json, type Path } from '../../json';
import { parseEmbedded } from '../text/parseEmbedded';

/** JSON texts that were parsed before: several changes lie in one. */
export type ParseMemo = Map<string, Json | undefined>;

/** The value at a path; the path may lead into JSON inside a string. Undefined when there is none. */
export function valueAt(body: Json, path: Path, memo: ParseMemo): Json | undefined {
  let here: Json | undefined = body;
  for (const step of path) {
    if (typeof here === 'string') here = parsed(here, memo);
    if (Array.isArray(here)) here = typeof step === 'number' ? here[step] : undefined;
    else here = isObject(here) ? own(here, String(step)) : undefined;
  }
  return here;
}

function parsed(text: string, memo: ParseMemo): Json | undefined {
  if (!memo.has(text)) memo.set(text, parseEmbedded(text));
  return memo.get(text);
}
