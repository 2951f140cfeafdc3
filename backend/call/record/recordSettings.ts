import type { PriceTable } from '@lens/core/pricing';
import { keepAll, type SamplingSettings } from '../sampling/sampling';

/** What else a record is made of than the frames of its call. */
export interface RecordSettings {
  /** Which calls leave traces and logs; all where nothing is said. */
  sampling?: SamplingSettings | undefined;
  /** Without it nobody asks what a call costs. */
  prices?: PriceTable | null | undefined;
}

export function withDefaults({ sampling = keepAll, prices = null }: RecordSettings) {
  return { sampling, prices };
}
