import { isObject, type Json, type JsonObject, type Path } from '../../json';
import { leafTexts } from '../texts/leaves';
import { holdsNoText } from '../texts/noText';
import { textAt, type TextFacts } from '../texts/segment';
import type { TextKind, TextSegment } from '../types';

type Role = TextSegment['role'];
type Changed = (list: 'content' | 'refusal') => void;

/** The texts of one message, of a request, a whole answer, or (a delta has the same shape) a stream. */
export function* messageTexts(
  message: JsonObject,
  path: Path,
  role: Role,
  changed: Changed = () => undefined,
): Generator<TextSegment> {
  const as = (kind: TextKind, more: Partial<TextFacts> = {}): TextFacts => ({
    role,
    kind,
    changed: () => changed(kind === 'refusal' ? 'refusal' : 'content'),
    ...more,
  });

  for (const key of ['reasoning_content', 'reasoning']) {
    if (key in message) yield* textAt(message, [...path, key], as('thinking'));
  }
  for (const key of ['reasoning_details', 'thinking_blocks']) {
    if (key in message) yield* partTexts(message, [...path, key], as('thinking'));
  }
  if ('content' in message) yield* partTexts(message, [...path, 'content'], as(contentKind(role)));
  if ('refusal' in message) yield* textAt(message, [...path, 'refusal'], as('refusal'));
  if (isObject(message['audio'])) {
    yield* textAt(message['audio'], [...path, 'audio', 'transcript'], as('transcript'));
  }
  const json = as('tool_arguments', { json: true });
  if (isObject(message['function_call'])) {
    yield* argumentTexts(message['function_call'], [...path, 'function_call', 'arguments'], json);
  }
  for (const [index, call] of list(message['tool_calls']).entries()) {
    if (!isObject(call)) continue;
    const at = [...path, 'tool_calls', index];
    if (isObject(call['function'])) yield* argumentTexts(call['function'], [...at, 'function', 'arguments'], json);
    if (isObject(call['custom'])) yield* textAt(call['custom'], [...at, 'custom', 'input'], as('tool_arguments'));
  }
  // LiteLLM says here what the provider's own API says beside OpenAI's.
  const specific = message['provider_specific_fields'];
  if (isObject(specific)) yield* messageTexts(specific, [...path, 'provider_specific_fields'], role, changed);
  if ('executed_tools' in message) yield* executedTexts(message, path, json, as('tool_result'));
  const annotations = message['annotations'];
  if (Array.isArray(annotations)) {
    yield* leafTexts(annotations, [...path, 'annotations'], as('other'), { skip: holdsNoText });
  }
}

/** Arguments are JSON in a text; some servers (Ollama, Gemini's) send the object itself. */
function* argumentTexts(holder: JsonObject, path: Path, facts: TextFacts): Generator<TextSegment> {
  const given = holder['arguments'];
  if (!isObject(given) && !Array.isArray(given)) yield* textAt(holder, path, facts);
  else yield* leafTexts(given, path, { ...facts, json: false }, { numbers: true });
}

/** Groq runs tools of its own and tells what they were asked and what they gave. */
function* executedTexts(message: JsonObject, path: Path, asked: TextFacts, given: TextFacts): Generator<TextSegment> {
  for (const [index, tool] of list(message['executed_tools']).entries()) {
    if (!isObject(tool)) continue;
    const at = [...path, 'executed_tools', index];
    yield* textAt(tool, [...at, 'arguments'], asked);
    yield* leafTexts(tool, at, given, { skip: (key) => key === 'arguments' || holdsNoText(key) });
  }
}

/** The texts of a field that holds a string or an array of parts; `path` ends in the field's name. */
export function* partTexts(holder: JsonObject, path: Path, facts: TextFacts): Generator<TextSegment> {
  const parts = holder[String(path.at(-1))];
  if (!Array.isArray(parts)) {
    yield* textAt(holder, path, facts);
    return;
  }
  for (const [index, part] of parts.entries()) {
    const at = [...path, index];
    if (typeof part === 'string') yield* textAt(parts, at, facts);
    else if (isObject(part)) yield* leafTexts(part, at, partFacts(part, facts), { skip: holdsNoText });
  }
}

function partFacts(part: JsonObject, facts: TextFacts): TextFacts {
  if (part['type'] === 'refusal') return { ...facts, kind: 'refusal' };
  const isThinking = facts.kind === 'thinking' || part['type'] === 'thinking';
  if (!isThinking) return facts;
  const signed = isSigned(part);
  // Of another text the signature says nothing.
  return { ...facts, kind: 'thinking', signed, ...(signed ? { changed: () => delete part['signature'] } : {}) };
}

/** Anthropic's models want their thinking back unchanged; OpenRouter tells them by `format`. */
function isSigned(part: JsonObject): boolean {
  const { signature, format } = part;
  return Boolean(signature) || (typeof format === 'string' && format.startsWith('anthropic'));
}

function contentKind(role: Role): TextKind {
  if (role === 'system') return 'system';
  return role === 'tool' ? 'tool_result' : 'text';
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
