import { createEventReader, errorEvent, separator, type Framing, type SseEvent } from '@lens/core/formats';
import type { Timing } from '../../../call';
import { eachInOrder, whenReady } from '../../../maybe';
import type { Blocked, ChainCall } from '../../chain.types';
import type { Elsewhere } from '../elsewhere';
import type { EventLog } from '../eventLog';
import type { OnFailure } from '../failures';
import { redactsFrom, type Link } from '../links';
import { createContext } from '../policyContext';
import type { History } from './history';
import { createStage, type Stage } from './stage';
import type { UnreadRule } from '../unread';
import { createUnreadGuard } from './unreadGuard';
import { WireEvent, type WireForm } from './wireEvent';

export interface StreamRun {
  call: ChainCall;
  /** The policies that look at streams; at least one. */
  links: readonly Link[];
  stateOf(link: Link): unknown;
  log: EventLog;
  /** A stream larger than this keeps no record of what each policy changed. */
  maxStepBytes: number;
  /** A larger event is not read. */
  maxEventBytes: number;
  /** More events that came together are gone through in several turns of the event loop: other calls come between. */
  eventsInTurn: number;
  unread: UnreadRule;
  /** Where large events are taken to; null: nowhere. */
  readonly elsewhere: Elsewhere | null;
  readonly onFailure: OnFailure;
}

/** The policies of a stream in a row. */
export interface Pipeline {
  push(source: SseEvent): void | Promise<void>;
  /** All events that came together were pushed. */
  pause(): void | Promise<void>;
  end(isCut: boolean): void | Promise<void>;
  blocked(): Blocked | null;
  timings(): Timing[];
}

/** What comes out of the last policy. */
interface PipelineEnd {
  framing: () => Framing;
  send: (bytes: Uint8Array) => void;
  block: (reason: Blocked) => void;
}

export function createPipeline(run: StreamRun, history: History, client: PipelineEnd): Pipeline {
  const { call, links, log } = run;
  const form: WireForm = { read: createEventReader(call.api), framing: client.framing };
  let last: Uint8Array | null = null;
  let blocked: Blocked | null = null;

  /** Ends the client's stream. The error takes the place of all that would have followed, also in what each policy left. */
  function block(by: number, reason: Omit<Blocked, 'redacts'>): void {
    if (blocked !== null) return;
    blocked = { ...reason, redacts: redactsFrom(links, by) };
    client.block(blocked);
    const framing = client.framing();
    const { type: code, message } = reason;
    const type = code === 'unreadable_response' ? 'api_error' : code;
    const error = errorEvent(call.api, { type, message, code }, framing);
    const bytes = Buffer.from(separator(framing, last) + error);
    history.passed(by, bytes, null);
    for (let later = by + 1; later < links.length; later++) history.passed(later, bytes, history.given(later) - 1);
    client.send(bytes);
  }

  function feed(position: number, wire: WireEvent): void | Promise<void> {
    if (position !== guard.position) return give(position, wire);
    const isAdmitted = guard.admits(wire);
    if (typeof isAdmitted !== 'boolean') return isAdmitted.then((is) => (is ? give(position, wire) : undefined));
    return isAdmitted ? give(position, wire) : undefined;
  }

  function give(position: number, wire: WireEvent): void | Promise<void> {
    const stage = stages[position];
    if (stage !== undefined) return stage.push(wire);
    last = wire.source.raw;
    client.send(last);
  }

  /** What those from `first` on keep came before what is blocked, and goes out before the error. */
  function blockBehind(first: number, by: number, reason: Omit<Blocked, 'redacts'>): void | Promise<void> {
    const letOut = eachInOrder(stages.slice(first), (stage) => stage.pause());
    return whenReady(letOut, () => block(by, reason));
  }

  const guard = createUnreadGuard({
    ...{ call, rule: run.unread, links, log, elsewhere: run.elsewhere },
    block: (position, reason) => blockBehind(position, position, reason),
  });
  const stages = links.map((link, position): Stage =>
    createStage({
      link,
      position,
      call,
      form,
      context: createContext(link, call, () => run.stateOf(link), log),
      log,
      elsewhere: run.elsewhere,
      history,
      next: (wire) => feed(position + 1, wire),
      block: (reason) => blockBehind(position + 1, position, reason),
      isBlocked: () => blocked !== null,
      onFailure: run.onFailure,
    }),
  );

  return {
    push: (source) => (blocked === null ? feed(0, new WireEvent(source, form)) : undefined),
    pause: () => eachInOrder(stages, (stage) => stage.pause()),
    end: (isCut) => eachInOrder(stages, (stage) => stage.end(isCut)),
    blocked: () => blocked,
    timings() {
      const all: Timing[] = [];
      for (const stage of stages) all.push(...stage.timings(all.length));
      return all;
    },
  };
}
