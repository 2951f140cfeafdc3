import { createLag, type LagLimits, type Progress } from './lag';

/**
 * Where the recorder's process works:
 *
 *   at its priority ──(it keeps up)──► in the idle class ──(it is late)──► leaving ──(another one begins)──► at its priority
 *
 * In the idle class the scheduler gives it what the request path leaves. A process can't come back from there without
 * privileges; a new one is not there.
 */
export interface Pace {
  /** What the process is to be told now. */
  next(now: number, progress: Progress): 'to_idle_class' | 'leave' | null;
  /** It is there, as it was told to. */
  reachedIdleClass(): void;
  /** Another process begins. */
  begins(): void;
  isLeaving(): boolean;
}

export function createPace(limits?: Partial<LagLimits>): Pace {
  const lagOf = createLag(limits);
  let place: 'at its priority' | 'going there' | 'in the idle class' | 'leaving' = 'at its priority';
  return {
    next(now, progress) {
      const lag = lagOf(now, progress);
      if (lag === 'calm' && place === 'at its priority') {
        place = 'going there';
        return 'to_idle_class';
      }
      if (lag !== 'late' || place !== 'in the idle class') return null;
      place = 'leaving';
      return 'leave';
    },
    reachedIdleClass: () => void (place = 'in the idle class'),
    begins: () => void (place = 'at its priority'),
    isLeaving: () => place === 'leaving',
  };
}
