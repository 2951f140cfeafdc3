import { isObject, own, type Json, type JsonObject } from '../../json';

export interface Audio {
  add(delta: JsonObject): boolean;
  /** The audio so far; null when there was none. */
  whole(): JsonObject | null;
  /** The answer is complete though no finish reason came: audio streams may end with `expires_at` alone. */
  isDone(): boolean;
}

const pieces = ['data', 'transcript'] as const;
const facts = ['id', 'expires_at'] as const;

/** Spoken answers: base64 `data` and `transcript` come in pieces, `id` and `expires_at` once. */
export function createAudio(): Audio {
  let audio: JsonObject | null = null;
  let endedAlone = false;

  function add(delta: JsonObject): boolean {
    endedAlone = isExpiryAlone(delta);
    const part = own(delta, 'audio');
    if (!isObject(part)) return false;
    audio ??= {};
    for (const key of facts) if (part[key] != null) audio[key] = part[key];
    for (const key of pieces) {
      const piece = part[key];
      if (typeof piece === 'string') audio[key] = textOf(audio[key]) + piece;
    }
    return pieces.some((key) => Boolean(part[key]));
  }

  return {
    add,
    whole: () => audio,
    isDone: () => endedAlone && audio !== null && [...facts, ...pieces].every((key) => audio?.[key] != null),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isExpiryAlone(delta: JsonObject): boolean {
  const audio = own(delta, 'audio');
  if (!isObject(audio) || audio['expires_at'] == null) return false;
  const hasAudio = ['id', 'data', 'transcript'].some((key) => audio[key] != null);
  const others = Object.entries(delta).filter(([key, value]) => key !== 'audio' && !(isDelta(key) && value === null));
  return !hasAudio && others.length === 0;
}

function isDelta(key: string): boolean {
  return ['content', 'refusal', 'function_call', 'role', 'tool_calls'].includes(key);
}
