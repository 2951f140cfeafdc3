import { isObject, type Json, type JsonObject } from '../../json';

/** A document of text that is sent encoded: models read it as any other text. */
export interface TextDocument {
  text: string;
  /** The value that stands in its place with another text. */
  encode: (text: string) => string;
}

const textType =
  /^(?:text\/[\w.+-]+|application\/(?:[\w.-]+\+)?(?:json|xml|yaml|x-yaml|x-ndjson|jsonl|csv|javascript)|image\/svg\+xml)$/i;
/** With parameters as clients copy them from headers: blanks, escapes and quoted names among them. */
const dataUrl = /^(data:([\w.+/-]{0,128})((?:;(?:[^;,"]|"[^"]{0,256}"){0,256}){0,8}),)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What stands at `step` of `holder` as a document of text: a data URL, or base64 beside the name of its type, as
 * `{"media_type": "text/csv", "data": "…"}`. Null for anything else, and for bytes that are no text.
 */
export function textDocumentAt(holder: JsonObject | Json[], step: string | number, value: string): TextDocument | null {
  const [whole, head = '', type = '', parameters = ''] = dataUrl.exec(value) ?? [];
  if (whole !== undefined) {
    // Without a type it is plain text.
    if (type !== '' && !textType.test(type)) return null;
    return /;\s*base64\s*$/i.test(parameters) ? inBase64(head, value) : inPercents(head, value);
  }
  if (step !== 'data' || !isObject(holder) || holder['type'] === 'text') return null;
  const named = holder['media_type'] ?? holder['mime_type'] ?? holder['mimeType'];
  return typeof named === 'string' && textType.test(named.split(';', 1)[0]?.trim() ?? '') ? inBase64('', value) : null;
}

function inBase64(head: string, value: string): TextDocument | null {
  try {
    const text = utf8.decode(bytesOf(atob(value.slice(head.length))));
    return { text, encode: (other) => head + base64Of(new TextEncoder().encode(other)) };
  } catch {
    // No base64, or no UTF-8: not for a text policy to read.
    return null;
  }
}

function inPercents(head: string, value: string): TextDocument | null {
  try {
    return { text: decodeURIComponent(value.slice(head.length)), encode: (other) => head + encodeURIComponent(other) };
  } catch {
    return null;
  }
}

/** By hand: `Uint8Array.from` with a function takes twenty times as long. */
function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** In pieces: a call has only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
