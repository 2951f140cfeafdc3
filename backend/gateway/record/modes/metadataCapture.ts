import {
  createStreamFacts,
  type AnswerFacts,
  type CallEnd,
  type CallStart,
  type Capture,
  type Exchange,
  type StreamFacts,
  type StreamPart,
} from '../../../call';
import { tellsTokens, usageOf, type Api } from '@lens/core/formats';
import { EMPTY } from '../../bytes';
import { redactedEnd, redactedStart } from './redactedHead';
import { ReducedCapture, type Reduction } from './reducedCapture';

/** An answer whose facts are wanted, and nothing else of it. */
export interface FactsTask {
  api: Api;
  bytes: Uint8Array;
}

interface MetadataCaptureDeps {
  /** Reads a whole answer, at once or elsewhere; never fails. */
  readFacts(task: FactsTask): AnswerFacts | Promise<AnswerFacts>;
  /** Of larger streams the end is not told. */
  maxStreamBytes: number;
}

/** Keeps facts, sizes, times and tokens, and no body. */
export function createMetadataCapture(capture: Capture, deps: MetadataCaptureDeps): Capture {
  return new ReducedCapture(capture, (call) => new MetadataCall(call, deps));
}

class MetadataCall implements Reduction {
  private readonly api: Api;
  private readonly deps: MetadataCaptureDeps;
  private readonly streams = new Map<StreamPart['side'], StreamFacts>();

  constructor({ api }: CallStart, deps: MetadataCaptureDeps) {
    this.api = api;
    this.deps = deps;
  }

  start(call: CallStart): CallStart {
    return { ...redactedStart(call), request: withheld(call.request, false) };
  }

  part({ callId, side, bytes, times }: StreamPart): StreamPart {
    const facts = this.streams.get(side) ?? createStreamFacts(this.api, this.deps.maxStreamBytes);
    this.streams.set(side, facts);
    let from = 0;
    for (let index = 0; index + 1 < times.length; index += 2) {
      const [at = 0, length = 0] = times.slice(index, index + 2);
      facts.push(bytes.subarray(from, from + length), at / 1000);
      from += length;
    }
    return { callId, side, bytes: EMPTY, times };
  }

  rest(): StreamPart[] {
    return [];
  }

  end(call: CallEnd): CallEnd | Promise<CallEnd> {
    const { unsentBytes: _, ...head } = redactedEnd(call);
    const response = call.response && withheld(call.response, call.streamed);
    // The words of a provider's error and of a policy's refusal are made of the body.
    const errorMessage = ownWords.has(call.status) ? head.errorMessage : null;
    const told = (facts: AnswerFacts): CallEnd => ({
      ...head,
      errorMessage,
      response,
      facts: withTold(facts, call.facts),
    });
    const facts = this.factsOf(call);
    return facts instanceof Promise ? facts.then(told) : told(facts);
  }

  private factsOf({ response }: CallEnd): AnswerFacts | Promise<AnswerFacts> {
    const upstream = this.streams.get('upstream')?.facts();
    if (upstream === undefined) return this.deps.readFacts({ api: this.api, bytes: response?.original ?? EMPTY });
    const { firstTokenMs } = this.streams.get('client')?.facts() ?? upstream;
    return { ...upstream, firstTokenMs };
  }
}

/** Who made a call elsewhere may tell what its answer does not. */
function withTold(facts: AnswerFacts, told: AnswerFacts | undefined): AnswerFacts {
  if (told === undefined) return facts;
  const isTold = facts.teller !== null && tellsTokens(usageOf(facts.teller));
  return {
    ...(isTold ? facts : { ...told, teller: told.teller ?? facts.teller }),
    finishReason: facts.finishReason ?? told.finishReason,
    firstTokenMs: facts.firstTokenMs ?? told.firstTokenMs,
  };
}

const ownWords: ReadonlySet<CallEnd['status']> = new Set(['rejected', 'upstream_failed', 'aborted', 'interrupted']);

/** A request that was refused before its policies were through is sent nowhere, and changed by none of them. */
function withheld({ original, final, steps, contentType }: Exchange, streamed: boolean): Exchange {
  const changedBy = [...new Set(steps.map(({ policy }) => policy))];
  const changed = final !== null && (streamed || final.length > 0 || steps.length > 0);
  const facts = { bytes: (final ?? original).length, changed, changedBy };
  return { original: EMPTY, final: null, steps: [], contentType, withheld: facts };
}
