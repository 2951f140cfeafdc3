import { equalJson } from '@lens/core/diff';
import type { Api, TextSegment } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import type { PolicyMessage } from '../contract';
import { writeLike } from './writeLike';

/** A body on its way through the chain. Both forms say the same, and no policy gets hold of either. */
export interface ChainBody {
  readonly bytes: Buffer;
  readonly body: JsonObject;
}

export interface GuardedMessage {
  message: PolicyMessage;
  /** What the policy made of the body; null when it is still the same. Throws when it can't be written as JSON. */
  readonly result: () => ChainBody | null;
}

export type ReadTexts<Segment extends TextSegment = TextSegment> = (api: Api, body: JsonObject) => Iterable<Segment>;

/** A message for one policy: reading texts costs no copy, the first write or look at the body makes one. */
export function guardMessage(source: ChainBody, api: Api, readTexts: ReadTexts): GuardedMessage {
  let own: JsonObject | null = null;
  const ownBody = () => (own ??= parse(source.bytes));

  return {
    message: {
      api,
      get body() {
        return ownBody();
      },
      set body(body) {
        own = body;
      },
      texts: () => (own === null ? copyOnWrite(readTexts, api, source.body, ownBody) : readTexts(api, own)),
    },
    result() {
      if (own === null || equalJson(source.body, own)) return null;
      if (!isObject(own)) throw new TypeError('A policy replaced the body by something that is not an object.');
      return chainBody(Buffer.from(writeLike(source.bytes.toString(), own)));
    },
  };
}

/** A body that is parsed when somebody asks for it. */
function chainBody(bytes: Buffer): ChainBody {
  let parsed: JsonObject | undefined;
  return {
    bytes,
    get body() {
      return (parsed ??= parse(bytes));
    },
  };
}

/**
 * The texts of `shared`, whose `replace` writes into the copy that `own` makes. The n-th text of the body is the n-th
 * text of its copy.
 */
function* copyOnWrite<Segment extends TextSegment>(
  readTexts: ReadTexts<Segment>,
  api: Api,
  shared: JsonObject,
  own: () => JsonObject,
): Generator<Segment> {
  let copies: Segment[] | undefined;
  let index = 0;
  for (const segment of readTexts(api, shared)) {
    const position = index++;
    yield {
      ...segment,
      replace(text) {
        copies ??= [...readTexts(api, own())];
        copies[position]?.replace(text);
      },
    };
  }
}

function parse(bytes: Buffer): JsonObject {
  // The gateway, or JSON.stringify of an object, has made sure that it is one.
  return JSON.parse(bytes.toString()) as JsonObject;
}
