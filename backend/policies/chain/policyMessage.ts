import { equalJson } from '@lens/core/diff';
import { readBody, writeBody, type Api, type TextSegment } from '@lens/core/formats';
import { isObject, withoutMark, type JsonObject } from '@lens/core/json';
import type { PolicyMessage } from '../contract';
import { writeLike } from './writeLike';

/** A body on its way through the chain. Both forms say the same, and no policy gets hold of either. */
export interface ChainBody {
  readonly bytes: Buffer;
  readonly body: JsonObject;
  /** Of a large body: what it says about itself. `body` is then parsed when somebody asks for it. */
  readonly about?: JsonObject;
}

export type ReadTexts<Segment extends TextSegment = TextSegment> = (api: Api, body: JsonObject) => Iterable<Segment>;

/**
 * A body in the hands of one policy: reading texts costs no copy, the first write or look at the body makes one. A
 * class, as is everything with accessors that each call makes: those of an object literal give every object a hidden
 * class of its own, which stays until the next full collection with all that it leads to.
 */
export class HeldMessage implements PolicyMessage {
  readonly api: Api;
  readonly #source: ChainBody;
  readonly #readTexts: ReadTexts;
  #own: JsonObject | null = null;

  constructor(source: ChainBody, api: Api, readTexts: ReadTexts) {
    this.api = api;
    this.#source = source;
    this.#readTexts = readTexts;
  }

  /** What the policy made of the body; null when it is still the same. Throws when it can't be written as JSON. */
  static release(message: HeldMessage): ChainBody | null {
    const own = message.#own;
    const source = message.#source;
    if (own === null || equalJson(source.body, own)) return null;
    if (!isObject(own)) throw new TypeError('A policy replaced the body by something that is not an object.');
    return new WrittenBody(Buffer.from(writeBody(withoutMark(source.bytes.toString()), own, writeLike)));
  }

  get body(): JsonObject {
    return (this.#own ??= parse(this.#source.bytes));
  }

  set body(body) {
    this.#own = body;
  }

  texts(): Iterable<TextSegment> {
    if (this.#own !== null) return this.#readTexts(this.api, this.#own);
    return copyOnWrite(this.#readTexts, this.api, this.#source.body, () => this.body);
  }
}

/** A body that is parsed when somebody asks for it. */
export class WrittenBody implements ChainBody {
  readonly bytes: Buffer;
  readonly about?: JsonObject;
  #parsed: JsonObject | undefined;

  constructor(bytes: Buffer, about?: JsonObject) {
    this.bytes = bytes;
    if (about !== undefined) this.about = about;
  }

  get body(): JsonObject {
    return (this.#parsed ??= parse(this.bytes));
  }
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
  return readBody(withoutMark(bytes.toString()));
}
