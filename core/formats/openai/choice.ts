import { assignOwn, isObject, own, type Json, type JsonObject } from '../../json';
import { createAudio } from './audio';
import { addLogprobs } from './logprobs';
import { createMessage } from './message';

export interface Choice {
  /** Takes in one chunk's part of this choice; true when it carried a token. */
  add(part: JsonObject): boolean;
  whole(): JsonObject;
}

const notCopied: ReadonlySet<string> = new Set(['delta', 'finish_reason', 'index', 'logprobs']);

/** One choice of a completion; `n > 1` streams have several, their chunks interleaved. */
export function createChoice(index: Json): Choice {
  const fields: JsonObject = {};
  const audio = createAudio();
  const message = createMessage(audio);
  let finishReason: Json = null;
  let logprobs: Json = null;

  return {
    add(part) {
      logprobs = addLogprobs(logprobs, own(part, 'logprobs'));
      finishReason = own(part, 'finish_reason') || finishReason;
      assignOwn(fields, part, notCopied);
      const delta = own(part, 'delta');
      return isObject(delta) && message.add(delta);
    },
    whole() {
      return {
        ...fields,
        index,
        message: message.whole(),
        finish_reason: finishReason || (audio.isDone() ? 'stop' : null),
        logprobs,
      };
    },
  };
}
