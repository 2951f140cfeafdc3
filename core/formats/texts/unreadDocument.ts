import { formatPath, isObject, type Json, type JsonObject } from '../../json';
import { isBase64, isDataUrl } from './base64';
import { textDocumentAt } from './textDocument';

/** A place in a body. */
interface Place {
  holder: JsonObject | Json[];
  step: string | number;
  parent: Place | null;
}

/** Hold ciphertext that providers give out and want back, or numbers; nobody reads a document in them. */
const opaque: ReadonlySet<string> = new Set([
  'embedding',
  'logprobs',
  'obfuscation',
  'signature',
  'thoughtSignature',
  'thought_signature',
]);

/** Under these names there is always a document. */
const named: ReadonlySet<string> = new Set(['b64_json', 'file_data', 'fileData', 'image_base64', 'partial_image_b64']);

/** What is said stands here, and is read as the text that it is, also where it begins as a data URL does. */
const said: ReadonlySet<string | number> = new Set([
  'arguments',
  'content',
  'delta',
  'partial_json',
  'reasoning',
  'reasoning_content',
  'refusal',
  'text',
  'thinking',
]);

/** In these `data` is sound. */
const sounds: ReadonlySet<string | number | undefined> = new Set(['audio', 'input_audio']);

/** Beside `data` they say what it is. */
const typeKeys = ['media_type', 'mime_type', 'mimeType'] as const;

/**
 * Where the first document stands that is sent within the JSON and no text policy reads: a picture, sound, a PDF or an
 * archive in base64, and in answers text in it, too. Null when there is none.
 */
export function unreadDocumentIn(body: JsonObject, { isRequest }: { isRequest: boolean }): string | null {
  const waiting = placesOf(body, null);
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { holder, step } = place;
    const value = Array.isArray(holder) ? holder[Number(step)] : holder[step];
    if (typeof value === 'string') {
      if (!isDocument(place, value)) continue;
      if (!isRequest || textDocumentAt(holder, step, value) === null) return formatPath(stepsTo(place));
    } else if (isObject(value) || Array.isArray(value)) {
      for (const inner of placesOf(value, place)) waiting.push(inner);
    }
  }
  return null;
}

function isDocument({ holder, step, parent }: Place, value: string): boolean {
  if (value === '') return false;
  if (typeof step === 'string' && named.has(step)) return true;
  if (step === 'data' && sounds.has(parent?.step)) return true;
  if (step === 'data' && isObject(holder) && typeKeys.some((key) => typeof holder[key] === 'string')) {
    return holder['type'] !== 'text';
  }
  return (isDataUrl(value) && !said.has(step)) || isBase64(value);
}

/** Last first, because they are taken from the end. */
function placesOf(holder: JsonObject | Json[], parent: Place | null): Place[] {
  const steps = Array.isArray(holder)
    ? [...holder.keys()]
    : Object.keys(holder).filter((key) => !isOpaque(holder, key));
  return steps.reverse().map((step) => ({ holder, step, parent }));
}

function isOpaque({ type }: JsonObject, key: string): boolean {
  if (opaque.has(key) || key.startsWith('encrypted_')) return true;
  return key === 'data' && (type === 'redacted_thinking' || type === 'reasoning.encrypted');
}

function stepsTo(place: Place): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Place | null = place; at !== null; at = at.parent) steps.push(at.step);
  return steps.reverse();
}
