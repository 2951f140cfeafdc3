/** Why something that began then is not taken. */
export interface WrongAge {
  code: 'too_old' | 'in_future';
  message: string;
}

/** Clocks of other machines may be ahead by so much. */
const aheadMs = 5 * 60_000;

/**
 * Null where it is taken.
 *
 * @param maxAgeMs what is older would go as it comes
 */
export function wrongAge(startedAt: number, now: number, maxAgeMs: number): WrongAge | null {
  const age = now - startedAt;
  if (age > maxAgeMs) {
    const days = Math.floor(maxAgeMs / 86_400_000);
    return { code: 'too_old', message: `It began more than ${days} days ago, for which calls are kept.` };
  }
  if (age >= -aheadMs) return null;
  return {
    code: 'in_future',
    message: 'It begins in more than five minutes. Put the clock right where it was made.',
  };
}
