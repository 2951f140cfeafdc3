import { formatCost, formatDuration, formatTokens } from '../format';

/** How much longer or shorter `b` took than `a`: `38 % slower`, `2.4 times as long`; null where either is unknown. */
export function durationDifference(a: number | null, b: number | null): string | null {
  if (a === null || b === null) return null;
  if (a === b || (a === 0 && b === 0)) return 'the same';
  if (a === 0) return `${formatDuration(b)} longer`;
  const ratio = b / a;
  if (ratio >= 2) return `${twoDigits(ratio)} times as long`;
  const percent = Math.round(Math.abs(ratio - 1) * 100);
  if (percent === 0) return 'about the same';
  return `${percent} % ${ratio > 1 ? 'slower' : 'faster'}`;
}

/** How many more or fewer there are in `b`: `120 more (15 %)`; null where either is unknown. */
export function countDifference(a: number | null, b: number | null): string | null {
  if (a === null || b === null) return null;
  if (a === b) return 'the same';
  const words = `${formatTokens(Math.abs(b - a))} ${b > a ? 'more' : 'fewer'}`;
  const percent = a === 0 ? 0 : Math.round((Math.abs(b - a) / a) * 100);
  return percent === 0 ? words : `${words} (${percent} %)`;
}

/** How much more or less `b` cost: `$0.02 more (15 %)`; null where either is unknown. */
export function costDifference(a: number | null, b: number | null): string | null {
  if (a === null || b === null) return null;
  if (a === b) return 'the same';
  const words = `${formatCost(Math.abs(b - a))} ${b > a ? 'more' : 'less'}`;
  const percent = a === 0 ? 0 : Math.round((Math.abs(b - a) / a) * 100);
  return percent === 0 ? words : `${words} (${percent} %)`;
}

/** How much later `b` began: `3 min later`, `20 ms earlier`. */
export function timeDifference(a: string, b: string): string | null {
  const ms = Date.parse(b) - Date.parse(a);
  if (Number.isNaN(ms)) return null;
  if (ms === 0) return 'at the same time';
  return `${span(Math.abs(ms))} ${ms > 0 ? 'later' : 'earlier'}`;
}

const units: readonly [ms: number, name: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

function span(ms: number): string {
  const unit = units.find(([size]) => ms >= size);
  return unit ? `${Math.floor(ms / unit[0])} ${unit[1]}` : formatDuration(ms);
}

function twoDigits(ratio: number): string {
  return ratio >= 10 ? String(Math.round(ratio)) : String(Number(ratio.toFixed(1)));
}
