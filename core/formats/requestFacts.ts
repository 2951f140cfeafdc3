import { isObject, type Json, type JsonObject } from '../json';
import { claudeCodeUser } from './anthropic/claudeCodeUser';
import type { Api } from './types';

export interface RequestFacts {
  model: string | null;
  stream: boolean;
  sessionId: string | null;
  userId: string | null;
}

/** As Node gives them: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Longer ids are no ids; they would end up in indexes and labels. */
const maxIdLength = 256;

/**
 * What a request says about itself. Session and user come from our own headers first, then from the client's
 * (`x-claude-code-session-id`), then from the body: OpenAI `safety_identifier`, `user`, `metadata.user_id`,
 * `metadata.session_id`; Anthropic `metadata.user_id`, in which Claude Code puts user, account and session.
 */
export function requestFacts(api: Api, body: JsonObject, headers: RequestHeaders): RequestFacts {
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  const inUserId = api === 'anthropic' ? claudeCodeUser(metadata['user_id']) : null;
  return {
    model: id(body['model']),
    stream: body['stream'] === true,
    sessionId: firstId(
      headers['x-luthien-session-id'],
      headers['x-claude-code-session-id'],
      inUserId?.sessionId,
      metadata['session_id'],
    ),
    userId: firstId(
      headers['x-luthien-user-id'],
      ...(api === 'openai' ? [body['safety_identifier'], body['user']] : []),
      inUserId?.userId,
      metadata['user_id'],
    ),
  };
}

function firstId(...candidates: (Json | string[] | undefined)[]): string | null {
  for (const candidate of candidates) {
    const found = id(Array.isArray(candidate) ? candidate[0] : candidate);
    if (found !== null) return found;
  }
  return null;
}

function id(value: Json | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxIdLength ? value.trim() : null;
}
