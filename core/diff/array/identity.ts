import { isObject, own, type Json, type JsonObject } from '../../json';

/** Keys whose value names an element of a request or response, the most telling first. */
const IDENTITY_KEYS = ['id', 'tool_use_id', 'tool_call_id', 'call_id', 'index', 'name'];

/** What names an array's element among its siblings (`tool_use_id`, a tool's name, …); null when nothing does. */
export function identityOf(element: Json): string | null {
  if (!isObject(element)) return null;
  for (const key of IDENTITY_KEYS) {
    const value = own(element, key);
    if (typeof value === 'string' || typeof value === 'number') return `${key}=${value}`;
  }
  const name = functionName(element);
  return name === null ? null : `name=${name}`;
}

function functionName(element: JsonObject): string | null {
  const definition = own(element, 'function');
  const name = isObject(definition) ? own(definition, 'name') : undefined;
  return typeof name === 'string' ? name : null;
}

/** The part an element plays: siblings that differ in it are never two versions of one element. */
export function roleOf(element: Json): string {
  if (!isObject(element)) return Array.isArray(element) ? 'array' : 'scalar';
  const role = own(element, 'role');
  const type = own(element, 'type');
  const name = functionName(element) ?? own(element, 'name');
  return JSON.stringify([role, type, name].map((part) => (typeof part === 'string' ? part : null)));
}
