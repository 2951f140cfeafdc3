import { isUtf8 } from 'node:buffer';
import { measureJson, parseJson, withoutMark, type Json } from '@lens/core/json';
import type { Body } from './body';

/** Parsed, a value takes some fifty bytes and more, so that a body of brackets takes a gigabyte; deeper ones end recursions. */
const maxValues = 1_000_000;
const maxDepth = 2_000;

/**
 * Reads a body that is no stream: JSON (also with bytes that are not UTF-8 inside its strings, which become U+FFFD),
 * else text as a JSON string, else `{base64}`. An empty body is JSON null. JSON beyond a million values or 2,000 levels is
 * text.
 */
export function readBody(raw: Uint8Array): Body {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  if (bytes.length === 0) return { raw, json: null, kind: 'text' };
  const text = bytes.toString('utf8');
  const { depth, values } = measureJson(text, maxDepth, maxValues);
  const bounded = depth <= maxDepth && values <= maxValues;
  const json = bounded ? parse(withoutMark(text)) : undefined;
  if (json !== undefined) return { raw, json, kind: 'json' };
  if (isUtf8(bytes) && !text.includes('\0')) return { raw, json: text, kind: 'text' };
  return { raw, json: { base64: bytes.toString('base64') }, kind: 'binary' };
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
