import { parseJson, isObject, own, type Json, type JsonObject, type Path } from '../json';
import type { OtherPart, TextPart } from './types';

export function ownString(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' ? value : null;
}

export function ownObject(object: JsonObject, key: string): JsonObject | null {
  const value = own(object, key);
  return isObject(value) ? value : null;
}

export function ownArray(object: JsonObject, key: string): Json[] {
  const value = own(object, key);
  return Array.isArray(value) ? value : [];
}

/** A text part, or none where there is no text. */
export function textPart(kind: TextPart['kind'], path: Path, text: Json | undefined): TextPart[] {
  return typeof text === 'string' && text !== '' ? [{ kind, path, text }] : [];
}

export function otherPart(path: Path, value: Json): OtherPart {
  return { kind: 'other', path, type: (isObject(value) ? ownString(value, 'type') : null) ?? 'unknown', value };
}

/** The value that a JSON text holds, or the text itself. */
export function parsedOrText(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

const dataUrl = /^data:([^;,]*)(?:;[^;,]*)*;base64,/;

/** Media type and base64 content of a `data:` address; null for any other. */
export function parseDataUrl(url: string): { mediaType: string; data: string } | null {
  const match = dataUrl.exec(url.slice(0, 200));
  return match ? { mediaType: match[1] ?? '', data: url.slice(match[0].length) } : null;
}
