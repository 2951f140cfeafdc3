import { isUtf8 } from 'node:buffer';
import { createStreamDecoder, type SseEvent } from '@lens/core/formats';
import type { ChangeStep } from '../../../call';
import { eachInOrder, turnOfTheLoop, whenReady } from '../../../maybe';
import type { Blocked, ChainStream, StreamOutcome } from '../../chain.types';
import { redactsFrom, stepOf } from '../links';
import { createHistory, type History } from './history';
import { inTurn } from './inTurn';
import { inOnePiece } from './inOnePiece';
import { createPipeline, type StreamRun } from './pipeline';

/** Takes a stream through its policies, event by event. */
export function openStream(run: StreamRun): ChainStream {
  const decoder = createStreamDecoder({ maxEventBytes: run.maxEventBytes });
  const framing = () => decoder.framing() ?? 'events';
  const history = createHistory(run.links.length, run.maxStepBytes);
  const takeTurn = inTurn();
  let out: Uint8Array[] = [];
  let left = false;
  const pipeline = createPipeline(run, history, {
    framing,
    send: (bytes) => out.push(bytes),
    block: (reason) => (stream.blocked = reason),
  });
  let outcome: StreamOutcome | undefined;

  function arrive(event: SseEvent): void | Promise<void> {
    if (pipeline.blocked() !== null) return;
    history.arrived(event.raw);
    // What nobody is sent any more no policy has passed on.
    return left ? undefined : pipeline.push(asRead(event));
  }

  function arriveTogether(events: readonly SseEvent[]): void | Promise<void> {
    const { eventsInTurn } = run;
    const now = events.length > eventsInTurn ? events.slice(0, eventsInTurn) : events;
    const arrived = whenReady(eachInOrder(now, arrive), () => pipeline.pause());
    if (now === events) return arrived;
    return Promise.resolve(arrived)
      .then(turnOfTheLoop)
      .then(() => arriveTogether(events.slice(eventsInTurn)));
  }

  function sent(): Buffer[] {
    const bytes = inOnePiece(out);
    out = [];
    return bytes;
  }

  const stream = {
    blocked: null as Blocked | null,
    push: (chunk: Buffer) =>
      takeTurn(() => {
        if (pipeline.blocked() !== null) return [];
        return whenReady(arriveTogether(decoder.push(chunk)), sent);
      }),
    end: (isCut: boolean) =>
      takeTurn(() =>
        whenReady(
          whenReady(arriveTogether(decoder.end()), () => pipeline.end(isCut)),
          sent,
        ),
      ),
    leave() {
      left = true;
      for (const event of decoder.end()) void arrive(event);
    },
    framing,
    outcome: () =>
      (outcome ??= outcomeOf(run, history, { blocked: pipeline.blocked(), timings: pipeline.timings(), left })),
  };
  return stream;
}

/** As the decoder of events has it, which keeps a byte order mark. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * What is no UTF-8 goes on as it is read, with U+FFFD in its place: clients that leave such bytes out would find a text that
 * no policy saw. The standard of event streams has clients read it so.
 */
function asRead(event: SseEvent): SseEvent {
  // What is no event is for the rule to decide about, and goes on as it came where it may.
  if (event.tooLarge === true || event.stray === true || isUtf8(event.raw)) return event;
  return { ...event, raw: Buffer.from(utf8.decode(event.raw)), repaired: true };
}

interface Ending extends Pick<StreamOutcome, 'blocked' | 'timings'> {
  /** The client did, before the stream was at its end. */
  left: boolean;
}

function outcomeOf({ links, log, maxStepBytes }: StreamRun, history: History, ending: Ending): StreamOutcome {
  const changing = links.filter((_link, position) => history.changed(position));
  for (const { index, policy } of history.isTruncated() ? changing : []) {
    log.add(index, policy.name, {
      type: 'policy.changes_not_kept',
      summary: `The stream is larger than ${maxStepBytes} bytes, so what this policy alone changed is not kept`,
      severity: 'warning',
      details: { limit_bytes: maxStepBytes },
    });
  }
  for (const { index, policy } of ending.left ? changing : []) {
    log.add(index, policy.name, {
      type: 'policy.not_sent',
      summary: 'The client left: what this policy had not passed on by then it was not sent',
      severity: 'info',
      details: {},
    });
  }
  return {
    changed: changing.length > 0,
    steps: stepsOf(links, history, ending),
    events: log.close(),
    timings: ending.timings,
    blocked: ending.blocked,
  };
}

function stepsOf(links: StreamRun['links'], history: History, { blocked, left }: Ending): ChangeStep[] {
  if (history.isTruncated()) return [];
  return links.flatMap(({ policy }, position) => {
    const body = history.after(position);
    if (body === null) return [];
    // What a policy had not passed on yet when the client left, those behind it never saw.
    const isSecret = left ? redactsFrom(links, position) : blocked?.policy === policy.name && blocked.redacts;
    return [isSecret ? { policy: policy.name, redacts: true, body } : stepOf(policy, body)];
  });
}
