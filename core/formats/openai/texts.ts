import { isObject, type Json, type JsonObject, type Path } from '../../json';
import { textAt, type TextFacts } from '../texts/segment';
import type { TextSegment } from '../types';
import { otherRequestTexts, otherTexts } from '../texts/otherTexts';
import { messageTexts, partTexts } from './messageTexts';

/** The texts of a chat completion request: messages, a predicted answer, descriptions of tools; then any other. */
export function* openAiRequestTexts(body: JsonObject): Generator<TextSegment> {
  const known = [...knownRequestTexts(body)];
  yield* known;
  yield* otherRequestTexts(body, known);
}

function* knownRequestTexts(body: JsonObject): Generator<TextSegment> {
  for (const [path, message] of objectsIn(body, 'messages')) yield* messageTexts(message, path, roleOf(message));
  if (isObject(body['prediction'])) {
    yield* partTexts(body['prediction'], ['prediction', 'content'], { role: 'user', kind: 'other' });
  }
  for (const [path, tool] of objectsIn(body, 'tools')) {
    for (const key of ['function', 'custom']) yield* description(tool[key], [...path, key]);
  }
  for (const [path, definition] of objectsIn(body, 'functions')) yield* description(definition, path);
}

/** The texts of a chat completion: one message a choice. Replacing one drops the log probabilities of its tokens. */
export function* openAiResponseTexts(body: JsonObject): Generator<TextSegment> {
  const known = [...knownResponseTexts(body)];
  yield* known;
  yield* otherTexts(body, known);
}

function* knownResponseTexts(body: JsonObject): Generator<TextSegment> {
  for (const [path, choice] of objectsIn(body, 'choices')) {
    yield* choiceText(choice, path);
    const message = choice['message'];
    if (isObject(message)) yield* messageTexts(message, [...path, 'message'], 'assistant', dropLogprobs(choice));
  }
}

/** Together says the answer twice, here as the older completions API does. */
export function choiceText(choice: JsonObject, path: Path): Iterable<TextSegment> {
  return textAt(choice, [...path, 'text'], {
    role: 'assistant',
    kind: 'text',
    changed: () => dropLogprobs(choice)('content'),
  });
}

/**
 * Tokens tell the text that they made, so those of a replaced text have to go: the list of its kind, the lists of servers
 * that know no kinds (`tokens`, `top_logprobs`), and the tokens' numbers.
 */
export function dropLogprobs(choice: JsonObject): (list: 'content' | 'refusal') => void {
  return (list) => {
    const { logprobs, delta } = choice;
    const kept = list === 'content' ? 'refusal' : 'content';
    for (const [key, value] of Object.entries(isObject(logprobs) ? logprobs : {})) {
      if (isObject(logprobs) && key !== kept && typeof value === 'object') logprobs[key] = null;
    }
    if (choice['token_ids'] !== undefined) choice['token_ids'] = null;
    if (isObject(delta) && delta['token_id'] !== undefined) delta['token_id'] = null;
  };
}

function* description(holder: Json | undefined, path: Path): Generator<TextSegment> {
  const facts: TextFacts = { role: 'system', kind: 'other' };
  if (isObject(holder)) yield* textAt(holder, [...path, 'description'], facts);
}

function* objectsIn(holder: JsonObject, key: string): Generator<[Path, JsonObject]> {
  const list = holder[key];
  if (!Array.isArray(list)) return;
  for (const [index, entry] of list.entries()) if (isObject(entry)) yield [[key, index], entry];
}

function roleOf(message: JsonObject): TextSegment['role'] {
  switch (message['role']) {
    case 'system':
    case 'developer':
      return 'system';
    case 'assistant':
      return 'assistant';
    case 'tool':
    case 'function':
      return 'tool';
    default:
      return 'user';
  }
}
