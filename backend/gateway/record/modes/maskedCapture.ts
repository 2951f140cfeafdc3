import type { CallEnd, CallStart, Capture, Exchange, StreamPart } from '../../../call';
import { turnOfTheLoop } from '../../../maybe';
import { EMPTY } from '../../bytes';
import { redactedEnd, redactedStart } from './redactedHead';
import { openRedactedStream, type RedactedStream } from './redactedStream';
import { ReducedCapture, type Reduction } from './reducedCapture';
import type { RedactTask } from './redactBody';

/** Redacts a body, at once or elsewhere; never fails. */
type Redact = (task: RedactTask) => Uint8Array | Promise<Uint8Array>;

interface MaskedCaptureDeps {
  redact: Redact;
  /**
   * Policies that take out what nobody else would know for a secret. What they took out is not kept: the original is then
   * the body behind the last of them.
   */
  ownRedactors: Pick<ReadonlySet<string>, 'has'>;
}

/** Some milliseconds of work. */
const atOnceBytes = 8 * 1024;

/** Keeps bodies without the secrets and personal data in them, on either side. */
export function createMaskedCapture(capture: Capture, deps: MaskedCaptureDeps): Capture {
  return new ReducedCapture(capture, (call) => new MaskedCall(call, deps));
}

class MaskedCall implements Reduction {
  private readonly call: CallStart;
  private readonly deps: MaskedCaptureDeps;
  private readonly streams = new Map<StreamPart['side'], RedactedStream>();
  private readonly lastAt = new Map<StreamPart['side'], number>();
  /** What the client is sent stands for what the provider sent: between them is a policy with secrets of its own. */
  private clientAlone: boolean | null = null;

  constructor(call: CallStart, deps: MaskedCaptureDeps) {
    this.call = call;
    this.deps = deps;
  }

  start(call: CallStart): CallStart | Promise<CallStart> {
    const request = this.redactExchange(call.request, 'body');
    const head = redactedStart(call);
    if (request instanceof Promise) return request.then((redacted) => ({ ...head, request: redacted }));
    return { ...head, request };
  }

  part(part: StreamPart): StreamPart | null | Promise<StreamPart> {
    // Of a stream with two sides there is a part of the client's first.
    this.clientAlone ??=
      part.side === 'client' && this.call.policies.some((policy) => this.deps.ownRedactors.has(policy));
    if (!this.clientAlone) return this.redactPart(part, part.side);
    return part.side === 'client' ? this.redactPart(part, 'upstream') : null;
  }

  rest({ status }: CallEnd): StreamPart[] {
    return [...this.streams].map(([side, stream]) => {
      const bytes = stream.end(status !== 'complete');
      return { callId: this.call.callId, side, bytes, times: [this.lastAt.get(side) ?? 0, bytes.length] };
    });
  }

  end(call: CallEnd): CallEnd | Promise<CallEnd> {
    const { unsentBytes: _, ...head } = redactedEnd(call);
    if (call.response === null) return { ...head, response: null };
    const response = this.redactExchange(call.response, call.streamed ? 'stream' : 'body');
    if (response instanceof Promise) return response.then((redacted) => ({ ...head, response: redacted }));
    return { ...head, response };
  }

  /** The chunks keep their times; what of one may still belong to a secret comes with a later one. */
  private redactPart(part: StreamPart, side: StreamPart['side']): StreamPart | Promise<StreamPart> {
    const { callId, bytes } = part;
    const stream = this.streams.get(side) ?? openRedactedStream(this.call.api);
    this.streams.set(side, stream);
    const chunks = chunksOf(part);
    const out: Uint8Array[] = [];
    const times: number[] = [];
    const redact = ({ at, bytes: chunk }: Chunk): void => {
      const settled = stream.push(chunk);
      out.push(settled);
      times.push(at, settled.length);
      this.lastAt.set(side, at);
    };
    const made = (): StreamPart => ({ callId, side, bytes: Buffer.concat(out), times });
    if (bytes.length > atOnceBytes) return inSlices(chunks, redact).then(made);
    for (const chunk of chunks) redact(chunk);
    return made();
  }

  private redactExchange(given: Exchange, as: RedactTask['as']): Exchange | Promise<Exchange> {
    const { packed: _, ...exchange } = withoutOwnSecrets(given, this.deps.ownRedactors, as);
    const bodies = new Set([exchange.original, ...exchange.steps.map(({ body }) => body)]);
    if (exchange.final !== null) bodies.add(exchange.final);
    const { api } = this.call;
    const redacted = [...bodies].map((bytes) => [bytes, this.deps.redact({ as, api, bytes })] as const);
    if (redacted.some(([, body]) => body instanceof Promise)) {
      const awaited = redacted.map(async ([bytes, body]) => [bytes, await body] as const);
      return Promise.all(awaited).then((all) => replaced(exchange, new Map(all)));
    }
    return replaced(exchange, new Map(redacted as [Uint8Array, Uint8Array][]));
  }
}

interface Chunk {
  /** Microseconds since the call began. */
  at: number;
  bytes: Uint8Array;
}

function chunksOf({ bytes, times }: StreamPart): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  for (let index = 0; index + 1 < times.length; index += 2) {
    const [at = 0, length = 0] = times.slice(index, index + 2);
    chunks.push({ at, bytes: bytes.subarray(from, from + length) });
    from += length;
  }
  return chunks;
}

/** Of a stream that comes fast other calls are served in between. */
async function inSlices(chunks: readonly Chunk[], redact: (chunk: Chunk) => void): Promise<void> {
  let bytes = 0;
  for (const chunk of chunks) {
    redact(chunk);
    bytes += chunk.bytes.length;
    if (bytes < atOnceBytes) continue;
    bytes = 0;
    await turnOfTheLoop();
  }
}

function replaced(exchange: Exchange, bodies: ReadonlyMap<Uint8Array, Uint8Array>): Exchange {
  const of = (body: Uint8Array): Uint8Array => bodies.get(body) ?? EMPTY;
  return {
    ...exchange,
    original: of(exchange.original),
    final: exchange.final && of(exchange.final),
    steps: exchange.steps.map((step) => ({ ...step, body: of(step.body) })),
  };
}

function withoutOwnSecrets(exchange: Exchange, own: Pick<ReadonlySet<string>, 'has'>, as: RedactTask['as']): Exchange {
  const { original, final, steps } = exchange;
  const last = steps.findLastIndex(({ policy, redacts }) => redacts && own.has(policy));
  const step = steps[last];
  if (step === undefined) return exchange;
  const behind = steps.slice(last + 1);
  const changedBy = steps.slice(0, last + 1).map(({ policy }) => policy);
  return {
    ...exchange,
    // The bytes of a stream are in its parts.
    original: as === 'stream' ? original : step.body,
    final: as === 'stream' || behind.length === 0 ? null : final,
    steps: as === 'stream' ? [] : behind,
    withheld: { bytes: (final ?? original).length, changed: true, changedBy },
  };
}
