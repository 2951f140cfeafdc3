import { isObject, type JsonObject } from '../../json';
import { textAt } from '../texts/segment';
import { otherRequestTexts, otherTexts } from '../texts/otherTexts';
import type { TextSegment } from '../types';
import { contentTexts } from './blockTexts';

/** The texts of a messages request: system prompt, messages, descriptions of tools; then any other. */
export function* anthropicRequestTexts(body: JsonObject): Generator<TextSegment> {
  const known = [...knownRequestTexts(body)];
  yield* known;
  yield* otherRequestTexts(body, known);
}

function* knownRequestTexts(body: JsonObject): Generator<TextSegment> {
  yield* contentTexts(body, ['system'], { role: 'system', kind: 'system' });
  const { messages, tools } = body;
  for (const [index, message] of Array.isArray(messages) ? messages.entries() : []) {
    if (!isObject(message)) continue;
    const role = message['role'] === 'assistant' || message['role'] === 'system' ? message['role'] : 'user';
    const kind = role === 'system' ? 'system' : 'text';
    yield* contentTexts(message, ['messages', index, 'content'], { role, kind });
  }
  for (const [index, tool] of Array.isArray(tools) ? tools.entries() : []) {
    if (isObject(tool)) yield* textAt(tool, ['tools', index, 'description'], { role: 'system', kind: 'other' });
  }
}

/** The texts of a message that a model answered with. */
export function* anthropicResponseTexts(body: JsonObject): Generator<TextSegment> {
  const known = [...knownResponseTexts(body)];
  yield* known;
  yield* otherTexts(body, known);
}

function* knownResponseTexts(body: JsonObject): Generator<TextSegment> {
  yield* contentTexts(body, ['content'], { role: 'assistant', kind: 'text' });
  const details = body['stop_details'];
  if (isObject(details)) {
    yield* textAt(details, ['stop_details', 'explanation'], { role: 'assistant', kind: 'other' });
  }
}
