import { equalJson } from '@lens/core/diff';
import { isObject, setOwn, SpelledNumber, type Json, type JsonObject } from '@lens/core/json';

/** As docs/storage.md promises; told once more here, because the writer's own code can't prove itself. */
const maxLevels = 1_000;
const maxCharacters = 128 * 1024 * 1024;

/**
 * How a copy in jsonb stands to the body it was made of: the same value, the same but for what jsonb can't hold (NUL and
 * lone surrogates are U+FFFD, numbers beyond a double are null, a body that is too deep or too large is a note), or
 * different.
 */
export function compareCopy(copy: Json, body: Json): 'same' | 'by rule' | 'different' {
  if (equalJson(copy, body)) return 'same';
  if (isOnlyNew(copy)) return isPartOf(copy, body) ? 'same' : 'different';
  if (isNote(copy)) return isDeeper(body) || isLarger(body) ? 'by rule' : 'different';
  if (isDeeper(body)) return 'different';
  return equalJson(storable(copy), storable(body)) ? 'by rule' : 'different';
}

/** `bodies_in_sql: new` leaves out elements of the body's lists that calls before had. */
function isOnlyNew(copy: Json): copy is JsonObject {
  return isObject(copy) && copy.lens_note === 'What calls before in the conversation had is left out.';
}

function isPartOf({ lens_note: _, ...copy }: JsonObject, body: Json): boolean {
  if (!isObject(body)) return false;
  return Object.entries(copy).every(([key, value]) => {
    const whole = body[key];
    if (whole === undefined) return false;
    if (!Array.isArray(value) || !Array.isArray(whole)) return equalJson(storable(value), storable(whole));
    let at = 0;
    return value.every((element) => {
      const found = whole.findIndex((other, index) => index >= at && equalJson(storable(element), storable(other)));
      at = found + 1;
      return found !== -1;
    });
  });
}

function isNote(copy: Json): boolean {
  return isObject(copy) && typeof copy.lens_note === 'string';
}

function isLarger(body: Json): boolean {
  try {
    return JSON.stringify(body).length > maxCharacters;
  } catch (error) {
    // Longer than a string can be.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** With a stack of its own: bodies may be nested deeper than the call stack. */
function isDeeper(body: Json): boolean {
  const left: [value: Json, level: number][] = [[body, 1]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, level] = next;
    if (!isObject(value) && !Array.isArray(value)) continue;
    if (level > maxLevels) return true;
    for (const child of Object.values(value)) left.push([child, level + 1]);
  }
  return false;
}

function storable(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  const number = value instanceof SpelledNumber ? Number(value) : value;
  if (typeof number === 'number') return Number.isFinite(number) ? number : null;
  if (Array.isArray(value)) return value.map(storable);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, member] of Object.entries(value)) setOwn(copy, storableText(key), storable(member));
  return copy;
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
