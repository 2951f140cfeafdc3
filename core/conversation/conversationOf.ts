import type { Api } from '../formats';
import { isObject, type Json } from '../json';
import { anthropicRequestMessages, anthropicResponseMessages } from './anthropicMessages';
import { openaiRequestMessages, openaiResponseMessages } from './openaiMessages';
import { ownObject, textPart } from './readers';
import type { ConversationMessage } from './types';

/**
 * The messages of a call in reading order, request first. Takes any JSON: what is not a message is kept as an `other`
 * part, a body that is no conversation gives no messages.
 */
export function conversationOf(api: Api, request: Json, response: Json | null): ConversationMessage[] {
  return [...requestMessages(api, request), ...responseMessages(api, response)];
}

function requestMessages(api: Api, body: Json): ConversationMessage[] {
  if (!isObject(body)) return [];
  return api === 'openai' ? openaiRequestMessages(body) : anthropicRequestMessages(body);
}

function responseMessages(api: Api, body: Json | null): ConversationMessage[] {
  if (!isObject(body)) return [];
  const messages = api === 'openai' ? openaiResponseMessages(body) : anthropicResponseMessages(body);
  return messages.length > 0 ? messages : errorMessage(body);
}

/** Both APIs put an error's text at `error.message`. */
function errorMessage(body: { [key: string]: Json }): ConversationMessage[] {
  const error = ownObject(body, 'error');
  const parts = error ? textPart('text', ['error', 'message'], error['message']) : [];
  if (parts.length === 0) return [];
  return [{ body: 'response', path: ['error'], role: 'error', name: null, choice: null, parts }];
}
