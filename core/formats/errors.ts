import { isObject, type Json, type JsonObject } from '../json';
import type { Api } from './types';

export interface ApiError {
  type: string;
  message: string;
}

/**
 * The error of an error body: OpenAI's `{error: {message, type, param, code}}`, Anthropic's `{type: "error", error:
 * {type, message}}`, and the `{error: "text"}` of some compatible servers. Null for bodies that are no errors.
 */
export function errorOf(_api: Api, body: JsonObject): ApiError | null {
  const { error } = body;
  if (isObject(error) || typeof error === 'string' || body['type'] === 'error') return streamError(body);
  return null;
}

/** The error of an event that is known to be one, whatever its shape. */
export function streamError(data: Json): ApiError {
  const error = isObject(data) ? (data['error'] ?? data) : data;
  const { type, message, code } = isObject(error) ? error : {};
  return {
    type: beginning(firstText(type, code) ?? 'api_error', maxTypeChars),
    message: beginning(firstText(message, error) ?? JSON.stringify(error), maxMessageChars),
  };
}

/** Of an error's own words: they are copied into rows, logs and answers, and a provider may send any number of them. */
const maxTypeChars = 200;
const maxMessageChars = 8192;

function beginning(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1).toWellFormed()}…`;
}

function firstText(...values: (Json | undefined)[]): string | undefined {
  return values.find((value) => typeof value === 'string');
}
