import { assignOwn, isObject, own, SpelledNumber, type Json, type JsonObject } from '../../json';
import type { Budget } from '../budget';
import { equalJson } from '../value/equalJson';

/** Keys whose value names an element of a request or response, the most telling first. */
const IDENTITY_KEYS = ['id', 'tool_use_id', 'tool_call_id', 'call_id', 'index', 'name'];

/** What names an array's element among its siblings (`tool_use_id`, a tool's name, …); null when nothing does. */
export function identityOf(element: Json): string | null {
  if (!isObject(element)) return null;
  for (const key of IDENTITY_KEYS) {
    const value = own(element, key);
    if (typeof value === 'string' || typeof value === 'number' || value instanceof SpelledNumber)
      return `${key}=${String(value)}`;
  }
  const name = functionName(element);
  return name === null ? null : `name=${name}`;
}

function functionName(element: JsonObject): string | null {
  const definition = own(element, 'function');
  const name = isObject(definition) ? own(definition, 'name') : undefined;
  return typeof name === 'string' ? name : null;
}

/** Whether nothing but the part they play, or their name, tells two elements apart: a message or a tool that was renamed. */
export function sameButRole(left: Json, right: Json, budget: Budget): boolean {
  return isObject(left) && isObject(right) && equalJson(withoutRole(left), withoutRole(right), budget);
}

function withoutRole(element: JsonObject): JsonObject {
  const rest = assignOwn({}, element, new Set(['role', 'name', 'function']));
  const definition = own(element, 'function');
  if (definition === undefined) return rest;
  return { ...rest, function: isObject(definition) ? assignOwn({}, definition, new Set(['name'])) : definition };
}

/** The part an element plays: siblings that differ in it are never two versions of one element. */
export function roleOf(element: Json): string {
  if (!isObject(element)) return Array.isArray(element) ? 'array' : 'scalar';
  const role = own(element, 'role');
  const type = own(element, 'type');
  const name = functionName(element) ?? own(element, 'name');
  return JSON.stringify([role, type, name].map((part) => (typeof part === 'string' ? part : null)));
}
