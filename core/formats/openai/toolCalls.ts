import { assignOwn, isObject, own, type Json, type JsonObject } from '../../json';
import { inOrder } from './inOrder';

export interface ToolCalls {
  add(delta: Json): void;
  whole(): Json[];
}

const merged: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function', 'custom']);

/**
 * Tool calls by `index`: id, type and name come once, arguments (or a custom tool's input) in pieces. A compatible
 * server that leaves `index` out is understood by id: the same or no id goes on with a call, a new one begins one.
 */
export function createToolCalls(): ToolCalls {
  const calls = new Map<Json, JsonObject>();
  let last: Json = 0;

  function keyOf(delta: JsonObject): Json {
    const index = own(delta, 'index');
    if (index !== undefined && index !== null) return index;
    const id = own(delta, 'id');
    if (!id) return last;
    for (const [key, call] of calls) if (call['id'] === id) return key;
    return calls.size;
  }

  return {
    add(delta) {
      if (!isObject(delta)) return;
      last = keyOf(delta);
      const call = calls.get(last) ?? {};
      calls.set(last, call);
      addTo(call, delta);
    },
    whole: () => inOrder(calls),
  };
}

function addTo(call: JsonObject, delta: JsonObject): void {
  assignOwn(call, delta, merged);
  for (const key of ['id', 'type']) {
    const value = own(delta, key);
    if (value) call[key] = value;
  }
  addPart(call, 'function', 'arguments', own(delta, 'function'));
  addPart(call, 'custom', 'input', own(delta, 'custom'));
}

function addPart(call: JsonObject, part: 'function' | 'custom', text: 'arguments' | 'input', added?: Json): void {
  if (!isObject(added)) return;
  const before = call[part];
  const target: JsonObject = isObject(before) ? before : { name: '', [text]: '' };
  call[part] = target;
  const name = own(added, 'name');
  const fragment = own(added, text);
  if (name) target['name'] = name;
  const soFar = target[text];
  if (typeof fragment === 'string') target[text] = (typeof soFar === 'string' ? soFar : '') + fragment;
}
