import { isObject, type Json } from '@lens/core/json';
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
      lines += typeof next === 'string' && next.length > 64 ? longTextLines(next) : shortLines(next);
    } else {
      lines += 2;
      for (const element of Object.values(container)) waiting.push(element);
    }
  }
  return lines;
}

/** The value itself, or the JSON inside a string, if it has something to open. */
export function containerOf(value: Json): Json[] | { [key: string]: Json } | null {
  if (typeof value === 'string') return openEmbedded(value);
  if (Array.isArray(value)) return value.length > 0 ? value : null;
  return isObject(value) && Object.keys(value).length > 0 ? value : null;
}

function longTextLines(text: string): number {
  return readBlob(text) === null ? countTextLines(text) : 1;
}

function shortLines(value: Json): number {
  return typeof value === 'string' ? countTextLines(value) : 1;
}
