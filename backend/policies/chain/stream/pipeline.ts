import { createEventReader, errorEvent, type SseEvent } from '@lens/core/formats';
import type { Timing } from '../../../call';
import { eachInOrder } from '../../../maybe';
import type { Blocked, ChainCall } from '../../chain.types';
import type { EventLog } from '../eventLog';
import type { OnFailure } from '../failures';
import { redactsFrom, type Link } from '../links';
import { createContext } from '../policyContext';
import type { History } from './history';
import { createStage, type Stage } from './stage';
import { WireEvent } from './wireEvent';

export interface StreamRun {
  call: ChainCall;
  /** The policies that look at streams; at least one. */
  links: readonly Link[];
  stateOf(link: Link): unknown;
  log: EventLog;
  /** A stream larger than this keeps no record of what each policy changed. */
  maxStepBytes: number;
  readonly onFailure: OnFailure;
}

/** The policies of a stream in a row. */
export interface Pipeline {
  push(source: SseEvent): void | Promise<void>;
  end(): void | Promise<void>;
  /** Ends the client's stream with an error; nothing goes through any more. */
  block(position: number, reason: Omit<Blocked, 'redacts'>): void;
  blocked(): Blocked | null;
  timings(): Timing[];
}

/** What comes out of the last policy. */
interface PipelineEnd {
  send: (bytes: Uint8Array) => void;
  block: (reason: Blocked) => void;
}

export function createPipeline(run: StreamRun, history: History, client: PipelineEnd): Pipeline {
  const { call, links, log } = run;
  const read = createEventReader(call.api);
  let blocked: Blocked | null = null;

  /** The error takes the place of all that would have followed, also in what each policy left. */
  function block(by: number, reason: Omit<Blocked, 'redacts'>): void {
    if (blocked !== null) return;
    blocked = { ...reason, redacts: redactsFrom(links, by) };
    client.block(blocked);
    const bytes = Buffer.from(errorEvent(call.api, { type: reason.type, message: reason.message }));
    history.passed(by, bytes, null);
    for (let later = by + 1; later < links.length; later++) history.passed(later, bytes, history.given(later) - 1);
    client.send(bytes);
  }

  function feed(position: number, wire: WireEvent): void | Promise<void> {
    const stage = stages[position];
    if (stage !== undefined) return stage.push(wire);
    client.send(wire.source.raw);
  }

  const stages = links.map((link, position): Stage =>
    createStage({
      link,
      position,
      call,
      read,
      context: createContext(link, call, () => run.stateOf(link), log),
      log,
      history,
      next: (wire) => feed(position + 1, wire),
      block: (reason) => block(position, reason),
      isBlocked: () => blocked !== null,
      onFailure: run.onFailure,
    }),
  );

  return {
    push: (source) => (blocked === null ? feed(0, new WireEvent(source, read)) : undefined),
    end: () => eachInOrder(stages, (stage) => stage.end()),
    block,
    blocked: () => blocked,
    timings: () => stages.map((stage) => stage.timing()),
  };
}
