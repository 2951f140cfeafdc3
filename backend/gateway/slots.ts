import type { LimitsConfig } from '../config';
import { refusalOf, type Refusal } from './errors/refusal';

/** How many calls may be in flight. One takes its slot when its body is there: a half of one must not keep others out. */
export class Slots {
  private readonly most: number;
  private taken = 0;

  constructor({ concurrentCalls }: Pick<LimitsConfig, 'concurrentCalls'>) {
    this.most = concurrentCalls;
  }

  get full(): boolean {
    return this.taken >= this.most;
  }

  /** False when there is none. */
  take(): boolean {
    if (this.full) return false;
    this.taken += 1;
    return true;
  }

  give(): void {
    this.taken -= 1;
  }
}

export function tooManyCalls({ concurrentCalls }: Pick<LimitsConfig, 'concurrentCalls'>): Refusal {
  const message = `The gateway already handles ${concurrentCalls} calls. Try again in a moment, or raise limits.concurrent_calls of the gateway.`;
  return refusalOf('too_many_calls', message);
}
