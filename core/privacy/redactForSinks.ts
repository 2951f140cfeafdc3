import { isObject, SpelledNumber, type Json, type JsonObject } from '../json';
import { secretName } from '../secrets';
import { redactionMark, redactText } from './redactText';

interface SinkLimits {
  /** The longest text, in bytes of UTF-8, with the mark that says it was cut. */
  textBytes: number;
  /** Fields of an object and items of a list. */
  attributes: number;
}

/** What observability stacks take without dropping an event: strings of 1 KB, fewer than 50 attributes. */
const sinkLimits: SinkLimits = { textBytes: 1024, attributes: 49 };

/** Before a text is cut it is redacted, or half a secret would pass; nothing behind this can be shown. */
const longestLooked = 8;
const deepest = 12;
/** Of one value altogether: who nests lists in lists must not fill a sink. */
const mostValues = 2000;

/**
 * What may leave for a sink of telemetry (log, span, feed, error group, error tracker): the one redaction for all of them.
 * Takes out secrets (keys, tokens, passwords, private keys, and whatever a field's name says is one) and personal data
 * (card numbers, IBANs, e-mail addresses, phone and account numbers) with `[REDACTED:kind]` in their place, then bounds what
 * is left: texts to `textBytes` with a mark that says how long they were, fields and items to `attributes`, the rest
 * counted. What JSON has no word for becomes text, or goes. It never throws, and gives the same for the same.
 *
 * It is no licence to send bodies: those stay in the database, and what a policy took out of one is secret whatever it
 * looks like. Give it the final form alone.
 */
export function redactForSinks(value: string, limits?: SinkLimits): string;
export function redactForSinks(value: object, limits?: SinkLimits): JsonObject;
export function redactForSinks(value: unknown, limits?: SinkLimits): Json;
export function redactForSinks(value: unknown, limits: SinkLimits = sinkLimits): Json {
  return redact(value, { limits, left: mostValues }, 0);
}

interface Run {
  limits: SinkLimits;
  left: number;
}

function redact(value: unknown, run: Run, depth: number): Json {
  run.left -= 1;
  switch (typeof value) {
    case 'string':
      return redactString(value, run.limits.textBytes);
    case 'number':
      return redactNumber(value);
    case 'boolean':
      return value;
    case 'bigint':
      return redactString(String(value), run.limits.textBytes);
    case 'object':
      return value === null ? null : redactObject(value, run, depth);
    default:
      return null;
  }
}

function redactObject(value: object, run: Run, depth: number): Json {
  if (value instanceof SpelledNumber) return redactString(String(value), run.limits.textBytes);
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? null : value.toISOString();
  // Its message may quote what it worked on.
  if (value instanceof Error) return value.name;
  if (depth >= deepest || run.left <= 0) return '[cut: nested too deep, or too much]';
  return Array.isArray(value) ? redactList(value, run, depth) : redactFields(value, run, depth);
}

function redactList(value: readonly unknown[], run: Run, depth: number): Json[] {
  const kept = value.slice(0, run.limits.attributes).map((item) => redact(item, run, depth + 1));
  if (value.length > kept.length) kept[kept.length - 1] = `[cut: ${value.length - kept.length + 1} more]`;
  return kept;
}

function redactFields(value: object, run: Run, depth: number): JsonObject {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && typeof field !== 'function');
  const isCut = fields.length > run.limits.attributes;
  const kept = isCut ? fields.slice(0, run.limits.attributes - 1) : fields;
  const redacted = kept.map(([name, field]): [string, Json] => [
    redactString(name, run.limits.textBytes),
    isSecretField(name, field) ? redactionMark('password') : redact(field, run, depth + 1),
  ]);
  if (isCut) redacted.push(['attributes_cut', fields.length - kept.length]);
  return Object.fromEntries(redacted);
}

/** A switch or a count under such a name tells nothing. */
function isSecretField(name: string, field: unknown): boolean {
  if (field === null || typeof field === 'boolean' || field === '') return false;
  return secretName.test(name) && !(typeof field === 'object' && !Array.isArray(field) && isObject(field));
}

function redactNumber(value: number): Json {
  if (!Number.isFinite(value)) return String(value);
  // Shorter ones are counts, sizes and times, as those with a fraction are.
  if (!Number.isInteger(value) || Math.abs(value) < 1e11) return value;
  const written = String(value);
  const redacted = redactText(written);
  return redacted === written ? value : redacted;
}

function redactString(text: string, textBytes: number): string {
  return cut(redactText(text.slice(0, longestLooked * textBytes)), textBytes, text.length);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A character takes three bytes at most for each unit of its text. */
function cut(text: string, textBytes: number, length: number): string {
  const isWhole = length <= longestLooked * textBytes;
  if (isWhole && text.length * 3 <= textBytes) return text;
  const bytes = encoder.encode(text.slice(0, textBytes));
  if (isWhole && text.length <= textBytes && bytes.length <= textBytes) return text;
  const mark = `… [cut: ${length} characters in all]`;
  const room = Math.max(0, textBytes - encoder.encode(mark).length);
  // A character that the cut goes through is left out.
  return decoder.decode(bytes.subarray(0, room)).replace(/\uFFFD$/, '') + mark;
}
