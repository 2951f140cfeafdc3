import type { Api, SseEvent, StreamText, TextSegment } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyEvent } from '../call';

/** A request or whole response in a policy's hands: a copy of its own, which it may change at will. */
export interface PolicyMessage {
  readonly api: Api;
  /** Every piece of text in the body, whatever the API; `replace` on a segment writes into the body. */
  texts(): Iterable<TextSegment>;
  /** The parsed body, for policies that need the raw format. Whatever it is changed into is what goes on. */
  body: JsonObject;
}

/** One event of a stream in a policy's hands. */
export interface PolicyStreamEvent {
  readonly api: Api;
  readonly event: string;
  /** Parsed data; null for `[DONE]`, pings without data and data that is not a JSON object. */
  data: JsonObject | null;
  /** The text deltas of this event, and what comments around them say; `replace` writes into it. */
  texts(): Iterable<StreamText>;
  /**
   * Of the channels in `open`, those that have to come to their end before this event: what is held back of them goes
   * out first. A channel that the event itself carries ends with the event's own text.
   */
  closes(open: Iterable<string>): string[];
  /**
   * It has a finish reason. Some servers send one with every chunk: only the next event tells whether the texts beside it, which
   * {@link closes} names, ended.
   */
  readonly finishes: boolean;
  /** The channels of texts that a signature in this event covers: they end with it, and may not be altered any more. */
  signs(): readonly string[];
  /** Takes the signatures of these channels out; false when nothing else is in the event, which is then to be left out. */
  unsign(channels: readonly string[]): boolean;
  /** It tells of an error, after which no client reads on. */
  readonly isError: boolean;
  /** A new event that adds `text` to `channel`, which this event carries. */
  withText(channel: string, text: string): PolicyStreamEvent;
  /** As it came, while nobody changed `data`. */
  readonly source: SseEvent;
}

export interface PolicyContext<State> {
  readonly callId: string;
  readonly api: Api;
  readonly model: string | null;
  readonly stream: boolean;
  /** This policy's own memory of this call, made by `createState`. */
  readonly state: State;
  /** Aborted when the policy's time is up or the client is gone. */
  readonly signal: AbortSignal;
  /**
   * Stored with the call and shown beside the change. Never put the removed text itself into it. `details` are read
   * when the call's record is written, so a count in them may go on growing until then.
   */
  emit(type: string, summary: string, details?: PolicyEvent['details'], severity?: PolicyEvent['severity']): void;
}

/**
 * How a policy that is `offLoop` takes a large event of a stream, of which the most is done in a thread. `onStreamEvent`
 * then gets the event with the texts that are left, and without its `data`, which is not on the event loop.
 */
export interface LargeEvents<State> {
  /** The channels that the policy follows: what the event says of them only `onStreamEvent` can tell how to go on with. */
  followed(state: State): readonly string[];
  /** In a thread, without state: rewrites texts of the event, and gives those that are left for `onStreamEvent`. */
  onTexts(event: PolicyStreamEvent, followed: ReadonlySet<string>, ctx: ThreadContext): StreamText[];
}

/** What of its context a policy has in a thread. */
export type ThreadContext = Pick<PolicyContext<unknown>, 'emit' | 'signal'>;

/** A policy's refusal: the client gets an error of its API's shape with this message. */
export interface Block {
  block: { message: string; status?: number };
}

/** How a stream came to its end. */
interface StreamEnd {
  /** It broke off: what is held back may be the beginning of something whose rest will never come. */
  readonly isCut: boolean;
}

type Verdict = Block | undefined;

/**
 * A policy sees a call at four moments, all optional. One instance serves all calls at once: what belongs to a call
 * goes into `ctx.state`. A stream event may be kept back, changed, split or followed by others: what `onStreamEvent`
 * and `onStreamEnd` return is passed on, in order.
 */
export interface Policy<State = unknown> {
  /** The name of this use of the policy in the configuration. */
  readonly name: string;
  /**
   * `onRequest` and `onResponse` need nothing but the message and `emit`, neither state nor what the environment lends:
   * large bodies are then taken to another thread, where the policy's time limit stops it in the middle of its work.
   */
  readonly offLoop?: boolean;
  /**
   * Whether it takes out secrets, so that what it removed is masked for readers without the `reveal` scope. Of one that
   * does not say, that is masked in whose place it wrote a redaction mark.
   */
  readonly redacts?: boolean;
  createState?(): State;
  onRequest?(request: PolicyMessage, ctx: PolicyContext<State>): Verdict | Promise<Verdict>;
  onResponse?(response: PolicyMessage, ctx: PolicyContext<State>): Verdict | Promise<Verdict>;
  onStreamEvent?(
    event: PolicyStreamEvent,
    ctx: PolicyContext<State>,
  ): PolicyStreamEvent[] | Block | Promise<PolicyStreamEvent[] | Block>;
  largeEvents?: LargeEvents<State>;
  /** All events that came together were handed over: what was kept to be looked at with those behind it goes out now. */
  onStreamPause?(ctx: PolicyContext<State>): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]>;
  onStreamEnd?(ctx: PolicyContext<State>, end: StreamEnd): PolicyStreamEvent[] | Promise<PolicyStreamEvent[]>;
}
