import { diff, type DiffResult, type PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { redactedSummary } from '@lens/core/privacy';
import type { Body } from '../body/body';
import type { ChangeStep } from '../exchange';

/** An exchange whose bodies are read: what came in, what went out (null when the same bytes), and what each policy did to it. */
export interface ReadExchange {
  original: Body;
  final: Body | null;
  steps: ChangeStep[];
  /** What did not arrive was still on its way when the call ended; no policy is known to have held it. */
  behind?: boolean;
}

export interface Comparison {
  /** The content changed; other bytes for the same content (a stream cut into other chunks, spacing) are no change. */
  changed: boolean;
  changes: number;
  summary: string | null;
  /** Null when nobody knows what the policies did, and so what of the original is secret. */
  steps: PolicyStep[] | null;
}

/** Compares the forms, and each policy's result with the one before; nothing is compared where nothing changed. */
export function compare(exchange: ReadExchange, read: (raw: Uint8Array) => Body): Comparison {
  const { original, final, steps, behind = false } = exchange;
  const whole = final && diff(original.json, final.json);
  const changes = whole && !behind ? countChanges(whole) : 0;
  const unexplained = behind || (steps.length === 0 && changes > 0);
  return {
    changed: changes > 0,
    changes,
    summary: whole && changes > 0 ? summaryOf(whole, unexplained || steps.some(({ redacts }) => redacts)) : null,
    steps: unexplained ? null : policySteps(steps, original, final, whole, read),
  };
}

/** Lists show it to everybody who may see the call at all. */
function summaryOf(whole: DiffResult, redacted: boolean): string {
  return redacted ? redactedSummary(whole) : whole.summary;
}

function countChanges({ added, removed, modified, moved }: DiffResult): number {
  return added.length + removed.length + modified.length + moved.length;
}

function policySteps(
  steps: ChangeStep[],
  original: Body,
  final: Body | null,
  whole: DiffResult | null,
  read: (raw: Uint8Array) => Body,
): PolicyStep[] {
  let before: Json = original.json;
  return steps.map(({ body, ...step }, index) => {
    const isFinal = final !== null && index === steps.length - 1 && sameBytes(body, final.raw);
    const after = isFinal ? final.json : read(body).json;
    const delta = isFinal && whole && index === 0 ? whole.delta : diff(before, after).delta;
    before = after;
    return { ...step, delta };
  });
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left === right || Buffer.compare(left, right) === 0;
}
