import { formatPath, isObject, type Json, type JsonObject, type Path } from '../../json';
import type { TextSegment } from '../types';
import { isBase64 } from './base64';
import { leafTexts } from './leaves';
import { holdsNoText } from './noText';
import { documentAt, numberAt, textAt, type TextFacts } from './segment';
import { textDocumentAt } from './textDocument';

/** What providers and gateways say about an answer in words of their own: constants, most of them in every chunk. */
const facts: ReadonlySet<string> = new Set([
  'category',
  'finish_reason',
  'inference_geo',
  'native_finish_reason',
  'obfuscation',
  'object',
  'provider',
  'service_tier',
  'severity',
  'speed',
  'stop_reason',
  'system_fingerprint',
]);
/** By these providers tell callers and their prompts apart: another one would be another caller. */
const identities: ReadonlySet<string> = new Set(['prompt_cache_key', 'safety_identifier', 'user']);
/** Deeper than this it goes on with a list of places instead of its own stack. */
const maxDepth = 32;

/**
 * Every string of an answer that is not among `known`, but for ids, names and the like: there are more places for a text
 * than anybody can list, and what nobody reads nobody redacts.
 */
export function otherTexts(
  root: JsonObject,
  known: readonly TextSegment[],
  role: TextSegment['role'] = 'assistant',
): TextSegment[] {
  const isRequest = role === 'user';
  const unsure: TextFacts = { role, kind: 'other', unsure: true };
  const paths = known.length > fewTexts ? new Set(known.map((text) => formatPath(text.path))) : null;
  const isKnown = (path: Path) =>
    paths === null ? known.some((text) => equalPaths(text.path, path)) : paths.has(formatPath(path));
  const found: TextSegment[] = [];
  const path: (string | number)[] = [];

  function look(holder: JsonObject | Json[], step: string | number, value: Json | undefined): void {
    path.push(step);
    const document = typeof value === 'string' && isRequest ? textDocumentAt(holder, step, value) : null;
    if (document !== null && !isKnown(path)) found.push(documentAt(holder, [...path], document, unsure));
    else if (typeof value === 'string') {
      if (value !== '' && !isNamed(step, value) && !isBase64(value) && !isKnown(path))
        found.push(...textAt(holder, [...path], factsOf(holder, step)));
    } else if (isLong(value)) lookAt(numberAt(holder, [...path], value, unsure));
    else if (isObject(value) || Array.isArray(value)) {
      if (path.length < maxDepth) walk(value);
      else for (const text of leafTexts(value, [...path], unsure, { numbers: true, skip: isTokens })) lookAt(text);
    }
    path.pop();
  }

  function factsOf(holder: JsonObject | Json[], step: string | number): TextFacts {
    const value = isObject(holder) ? holder[step] : undefined;
    // Of a call, in a format that this version does not know.
    if (step === 'arguments' && typeof value === 'string' && /^\s*[[{]/.test(value)) return { ...unsure, json: true };
    if (!isObject(holder) || !Array.isArray(holder['logprobs'])) return unsure;
    return { ...unsure, changed: () => (holder['logprobs'] = []) };
  }

  function lookAt(text: TextSegment): void {
    if (!isNamed(text.path.at(-1) ?? 0, text.text) && !isBase64(text.text) && !isKnown(text.path)) found.push(text);
  }

  function walk(holder: JsonObject | Json[]): void {
    if (Array.isArray(holder)) for (let at = 0; at < holder.length; at++) look(holder, at, holder[at]);
    else for (const key of Object.keys(holder)) if (!isTokens(key)) look(holder, key, holder[key]);
  }

  walk(root);
  return found;
}

/** The same for a request, whose unknown strings are mostly settings and the names in schemas: those are left alone. */
export function otherRequestTexts(body: JsonObject, known: readonly TextSegment[]): TextSegment[] {
  return otherTexts(body, known, 'user').filter(
    ({ path, text }) => !isName(text) && !path.some((step) => identities.has(String(step))),
  );
}

/** A long row of digits may be a number that somebody has, whatever letters stand before it. */
function isName(text: string): boolean {
  return /^[a-z_$][\w$-]*$/i.test(text) && !/\d{5}/.test(text);
}

/** In a place that nobody knows: the name of a state, which every chunk may repeat, and no piece of a text. */
export function isWord(text: string): boolean {
  return /^[a-z_-]*$/i.test(text);
}

/** Up to so many are compared one by one. */
const fewTexts = 8;

/** A number may be one of a card, when it has as many digits; larger ones JavaScript can't hold. */
function isLong(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1e12;
}

/** Tokens with their probabilities spell a text that stands elsewhere, and are dropped with it. */
function isTokens(key: string): boolean {
  return key === 'logprobs';
}

/** An id, a name or a constant, by its key and by what it looks like: words with blanks between them are a text. */
function isNamed(step: string | number, value: string): boolean {
  return typeof step === 'string' && (facts.has(step) || holdsNoText(step)) && !/\s/.test(value);
}

function equalPaths(left: Path, right: Path): boolean {
  return left.length === right.length && left.every((step, at) => step === right[at]);
}
