import { assignOwn, isObject, own, type Json, type JsonObject } from '../../json';

const lists = ['content', 'refusal'] as const;
const listNames: ReadonlySet<string> = new Set(lists);

/** Each chunk brings the log probabilities of its own tokens: lists are appended to, other fields replaced. */
export function addLogprobs(before: Json, added: Json | undefined): Json {
  if (!isObject(added)) return before;
  if (!isObject(before)) {
    const first = assignOwn({}, added);
    for (const name of lists) {
      const list = own(first, name);
      if (Array.isArray(list)) first[name] = [...list];
    }
    return first;
  }
  assignOwn(before, added, listNames);
  for (const name of lists) append(before, name, own(added, name));
  return before;
}

function append(logprobs: JsonObject, name: string, tokens: Json | undefined): void {
  if (!Array.isArray(tokens)) return;
  const list = logprobs[name];
  if (Array.isArray(list)) for (const token of tokens) list.push(token);
  else logprobs[name] = [...tokens];
}
