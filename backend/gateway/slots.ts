import type { LimitsConfig } from '../config';
import { refusalOf, type Refusal } from './errors/refusal';

type SlotLimits = Pick<LimitsConfig, 'concurrentCalls' | 'callsPerKey'>;

/** How many slots those have who call with one key. */
interface SlotHolder {
  taken: number;
}

/** A slot that is taken: it counts for each key that the call brought. */
export type Slot = readonly SlotHolder[];

/** Keys without a call in flight that are remembered before they are cleared away together. */
const MOST_IDLE_HOLDERS = 1000;

/**
 * How many calls may be in flight, in all and of one key: who asks for answers that never end stops nobody but himself. A
 * call takes its slot when its body is there: a half of one must not keep others out.
 */
export class Slots {
  private readonly most: number;
  private readonly mostOfKey: number;
  private readonly holders = new Map<string, SlotHolder>();
  private taken = 0;

  constructor(limits: SlotLimits) {
    this.most = limits.concurrentCalls;
    this.mostOfKey = callsPerKey(limits);
  }

  get full(): boolean {
    return this.taken >= this.most;
  }

  /** To be given back; null when there is none. */
  take(keys: readonly string[]): Slot | null {
    if (this.full) return null;
    this.forgetIdle();
    const slot = keys.map((key) => this.holderOf(key));
    if (slot.some(({ taken }) => taken >= this.mostOfKey)) return null;
    for (const holder of slot) holder.taken += 1;
    this.taken += 1;
    return slot;
  }

  give(slot: Slot): void {
    for (const holder of slot) holder.taken -= 1;
    this.taken -= 1;
  }

  /** Holders are not forgotten with their last call: a map that changes with every call costs more than what it holds. */
  private forgetIdle(): void {
    if (this.holders.size < MOST_IDLE_HOLDERS) return;
    for (const [key, { taken }] of this.holders) if (taken === 0) this.holders.delete(key);
  }

  private holderOf(key: string): SlotHolder {
    const known = this.holders.get(key);
    if (known !== undefined) return known;
    const holder = { taken: 0 };
    this.holders.set(key, holder);
    return holder;
  }
}

/** Some are left for others. */
function callsPerKey({ concurrentCalls, callsPerKey: configured }: SlotLimits): number {
  return configured ?? Math.ceil(concurrentCalls * 0.9);
}

export function tooManyCalls({ concurrentCalls }: SlotLimits): Refusal {
  const message = `The gateway already handles ${concurrentCalls} calls. Try again in a moment, or raise limits.concurrent_calls of the gateway.`;
  return refusalOf('too_many_calls', message);
}

export function tooManyOfKey(limits: SlotLimits): Refusal {
  const message = `The gateway already handles ${callsPerKey(limits)} calls of the same key. Try again in a moment, or raise limits.calls_per_key of the gateway.`;
  return refusalOf('too_many_calls', message);
}
