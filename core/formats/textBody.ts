import { isObject, type Json, type JsonObject } from '../json';

/** A line of JSON, as it is spelled and as it is read. */
interface Line {
  text: string;
  value: Json;
}

/** A body as policies are handed it: a JSON object as it is, lines of JSON as `lines`, anything else as one `text`. */
export function readBody(text: string): JsonObject {
  return readJsonBody(text) ?? { text };
}

/** Null for what is neither a JSON object nor a list, in one piece or in lines. */
export function readJsonBody(text: string): JsonObject | null {
  const whole = parse(text);
  if (isObject(whole)) return whole;
  const lines = linesOf(text, whole);
  return lines && { lines: lines.map(({ value }) => value) };
}

/**
 * What became of a body that `readBody` read from `source`, in the form that it came in.
 * @param write writes JSON in the way of its source
 */
export function writeBody(source: string, body: JsonObject, write: (source: string, value: Json) => string): string {
  const { text, lines, ...rest } = body;
  const mayBeMade = Object.keys(rest).length === 0 && (typeof text === 'string' || Array.isArray(lines));
  const whole = mayBeMade ? parse(source) : undefined;
  if (!mayBeMade || isObject(whole)) return write(source, body);
  if (typeof text === 'string') return text;
  if (!Array.isArray(lines)) return write(source, body);
  const sources = linesOf(source, whole) ?? [];
  const written = lines.map((line, at) => write(sources[at]?.text ?? 'null', line)).join('\n');
  return source.endsWith('\n') ? `${written}\n` : written;
}

function linesOf(text: string, whole: Json | undefined): Line[] | null {
  if (Array.isArray(whole)) return [{ text, value: whole }];
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parse(line);
    if (!isObject(value) && !Array.isArray(value)) return null;
    lines.push({ text: line, value });
  }
  return lines.length === 0 ? null : lines;
}

function parse(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
