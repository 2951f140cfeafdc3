export const dayMs = 86_400_000;
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UTC day by its number since the Unix epoch; partitions hold one day each. */
export type Day = number;

export function dayOf(timeMs: number): Day {
  return Math.floor(timeMs / dayMs);
}

/** The day inside a version 7 id; null for any other id. */
export function dayOfCall(callId: string): Day | null {
  if (!uuidV7.test(callId)) return null;
  return dayOf(Number.parseInt(callId.slice(0, 8) + callId.slice(9, 13), 16));
}

/** Every version 7 id of `day` is at or after this text, and before that of the next day, in "C" order. */
export function firstCallIdOf(day: Day): string {
  return firstCallIdAt(day * dayMs);
}

/** All version 7 ids of `day`. */
export function idsOfDay(day: Day): { from: string; below: string } {
  return { from: firstCallIdOf(day), below: firstCallIdOf(day + 1) };
}

/** The smallest text that no version 7 id of this millisecond or later is below: the time alone, as ids write it. */
export function firstCallIdAt(timeMs: number): string {
  const clamped = Math.min(Math.max(Math.floor(timeMs), 0), 2 ** 48 - 1);
  const hex = clamped.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** `20260131`, as partition names end. */
export function dayName(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10).replaceAll('-', '');
}

/** The inverse of `dayName`; null when `text` is not a day. */
export function parseDayName(text: string): Day | null {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (!match) return null;
  return dayOf(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
}

export function endOfDay(day: Day): number {
  return (day + 1) * dayMs;
}
