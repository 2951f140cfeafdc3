import { isObject, type Json, type JsonObject } from '@lens/core/json';
import { readBlob } from './blob';
import { openEmbedded } from './openEmbedded';
import { countTextLines } from './textLines';

/** How many rows a value takes when all of it is shown. */
export function countLines(value: Json): number {
  let lines = 0;
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const container = containerOf(next);
    if (container === null) {
      lines += typeof next === 'string' && readBlob(next) === null ? countTextLines(next) : 1;
    } else {
      lines += 2;
      pushElements(container, waiting);
    }
  }
  return lines;
}

/** The value itself, or the JSON inside a string, if it has something to open. */
export function containerOf(value: Json): Json[] | { [key: string]: Json } | null {
  if (typeof value === 'string') return openEmbedded(value);
  if (Array.isArray(value)) return value.length > 0 ? value : null;
  return isObject(value) && hasKeys(value) ? value : null;
}

/** By hand, because counting runs over whole bodies and every list of keys or values is garbage afterwards. */
function pushElements(container: Json[] | JsonObject, into: Json[]): void {
  if (Array.isArray(container)) {
    for (const element of container) into.push(element);
    return;
  }
  for (const key in container) if (Object.hasOwn(container, key)) into.push(container[key] ?? null);
}

function hasKeys(value: JsonObject): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}
