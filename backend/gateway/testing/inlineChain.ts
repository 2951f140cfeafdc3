import { isObject, type JsonObject } from '@lens/core/json';
import type { Blocked, ChainCall, ChainOutcome, ChainStream, PolicyChain } from '../../policies/chain.types';

/** A chain of one policy made of plain functions on text, as small as the contract allows. */
export interface InlinePolicy {
  request?: (text: string, call: ChainCall) => string | Blocked | Promise<string | Blocked>;
  response?: (text: string, call: ChainCall) => string | Blocked | Promise<string | Blocked>;
  /** Gives what is passed on for a chunk, or blocks; null at the stream's end, for what is held back. */
  stream?: (chunk: string | null) => string | Blocked | Promise<string | Blocked>;
}

export const inlineName = 'inline';

export const noWay: Blocked = {
  policy: inlineName,
  redacts: false,
  type: 'policy_blocked',
  message: 'No way.',
  status: 403,
};

export function inlineChain(policy: InlinePolicy): PolicyChain {
  const through =
    (work: InlinePolicy['request'], phase: 'request' | 'response') =>
    (bytes: Buffer, body: JsonObject, call: ChainCall): ChainOutcome | Promise<ChainOutcome> => {
      const result = work?.(bytes.toString(), call) ?? bytes.toString();
      const outcome = (made: string | Blocked): ChainOutcome => outcomeOf(bytes, body, made, phase, call.now());
      return result instanceof Promise ? result.then(outcome) : outcome(result);
    };
  return {
    names: [inlineName],
    lateEvents: 0,
    onRequest: through(policy.request, 'request'),
    onResponse: through(policy.response, 'response'),
    openStream: () => (policy.stream === undefined ? null : inlineStream(policy.stream)),
  };
}

function outcomeOf(
  bytes: Buffer,
  body: JsonObject,
  made: string | Blocked,
  phase: 'request' | 'response',
  at: number,
): ChainOutcome {
  const common = {
    events: [
      { id: phase, policy: inlineName, type: `saw_${phase}`, summary: phase, severity: 'info', details: {}, phase, at },
    ] satisfies ChainOutcome['events'],
    timings: [{ name: `policy.${inlineName}`, parent: -1, start: at, end: at }],
  };
  if (typeof made !== 'string') return { ...common, bytes, body, steps: [], blocked: made };
  if (made === bytes.toString()) return { ...common, bytes, body, steps: [], blocked: null };
  const changed: unknown = JSON.parse(made);
  if (!isObject(changed)) throw new Error('The inline policy made something that is no object.');
  const final = Buffer.from(made);
  return {
    ...common,
    bytes: final,
    body: changed,
    steps: [{ policy: inlineName, redacts: false, body: final }],
    blocked: null,
  };
}

function inlineStream(work: NonNullable<InlinePolicy['stream']>): ChainStream {
  const before: Buffer[] = [];
  const after: Buffer[] = [];
  let blocked: Blocked | null = null;
  const take = (made: string | Blocked): Buffer[] => {
    if (typeof made !== 'string') {
      blocked = made;
      return [Buffer.from(`data: {"error":{"message":${JSON.stringify(made.message)},"type":"${made.type}"}}\n\n`)];
    }
    const out = made === '' ? [] : [Buffer.from(made)];
    after.push(...out);
    return out;
  };
  const step = (chunk: string | null): Buffer[] | Promise<Buffer[]> => {
    const result = work(chunk);
    return result instanceof Promise ? result.then(take) : take(result);
  };
  return {
    push(chunk) {
      before.push(chunk);
      return step(chunk.toString());
    },
    end: () => step(null),
    get blocked() {
      return blocked;
    },
    outcome() {
      const changed = Buffer.concat(before).compare(Buffer.concat(after)) !== 0;
      const steps = changed ? [{ policy: inlineName, redacts: false, body: Buffer.concat(after) }] : [];
      return {
        changed,
        steps,
        events: [],
        timings: [{ name: `policy.${inlineName}`, parent: -1, start: 0, end: 1 }],
        blocked,
      };
    },
  };
}
