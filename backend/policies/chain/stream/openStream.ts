import { createSseDecoder, type SseEvent } from '@lens/core/formats';
import type { ChangeStep } from '../../../call';
import { eachInOrder, whenReady } from '../../../maybe';
import type { Blocked, ChainStream, StreamOutcome } from '../../chain.types';
import { blockedByFailure } from '../verdicts';
import { createHistory, type History } from './history';
import { inTurn } from './inTurn';
import { inOnePiece } from './inOnePiece';
import { createPipeline, type Pipeline, type StreamRun } from './pipeline';

/** Takes a stream through its policies, event by event. */
export function openStream(run: StreamRun): ChainStream {
  const decoder = createSseDecoder();
  const history = createHistory(run.links.length, run.maxStepBytes);
  const takeTurn = inTurn();
  let out: Uint8Array[] = [];
  const pipeline = createPipeline(run, history, {
    send: (bytes) => out.push(bytes),
    block: (reason) => (stream.blocked = reason),
  });
  let outcome: StreamOutcome | undefined;

  function arrive(source: SseEvent): void | Promise<void> {
    if (pipeline.blocked() !== null) return;
    history.arrived(source.raw);
    return pipeline.push(source);
  }

  /** Done at once while no policy takes its time. */
  function advance(read: () => SseEvent[], isEnd: boolean): Buffer[] | Promise<Buffer[]> {
    const decoded = eachInOrder(readEvents(read, run, pipeline), arrive);
    return whenReady(isEnd ? whenReady(decoded, () => pipeline.end()) : decoded, sent);
  }

  function sent(): Buffer[] {
    const bytes = inOnePiece(out);
    out = [];
    return bytes;
  }

  const stream = {
    blocked: null as Blocked | null,
    push: (chunk: Buffer) =>
      takeTurn(() => (pipeline.blocked() === null ? advance(() => decoder.push(chunk), false) : [])),
    end: () => takeTurn(() => advance(() => decoder.end(), true)),
    outcome: () => (outcome ??= outcomeOf(run, history, pipeline)),
  };
  return stream;
}

/** The decoder refuses an event beyond its limit: nothing behind it can be read, so no policy could look at it. */
function readEvents(read: () => SseEvent[], { links, onFailure }: StreamRun, pipeline: Pipeline): SseEvent[] {
  try {
    return read();
  } catch (cause) {
    const [first] = links;
    if (first === undefined) throw cause;
    const failure = { kind: 'error', cause } as const;
    onFailure({ ...first, onError: 'closed' }, 'onStreamEvent', failure);
    pipeline.block(0, blockedByFailure(first, failure));
    return [];
  }
}

function outcomeOf({ links, log, maxStepBytes }: StreamRun, history: History, pipeline: Pipeline): StreamOutcome {
  const changing = links.filter((_link, position) => history.changed(position));
  for (const { index, policy } of history.isTruncated() ? changing : []) {
    log.add(index, policy.name, {
      type: 'policy.changes_not_kept',
      summary: `The stream is larger than ${maxStepBytes} bytes, so what this policy alone changed is not kept`,
      severity: 'warning',
      details: { limit_bytes: maxStepBytes },
    });
  }
  return {
    changed: changing.length > 0,
    steps: stepsOf(links, history, pipeline.blocked()),
    events: log.close(),
    timings: pipeline.timings(),
    blocked: pipeline.blocked(),
  };
}

function stepsOf(links: StreamRun['links'], history: History, blocked: Blocked | null): ChangeStep[] {
  if (history.isTruncated()) return [];
  return links.flatMap(({ policy }, position) => {
    const body = history.after(position);
    const redacts = policy.redacts === true || (blocked?.policy === policy.name && blocked.redacts);
    return body === null ? [] : [{ policy: policy.name, redacts, body }];
  });
}
