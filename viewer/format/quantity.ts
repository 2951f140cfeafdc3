/** A token count: `812`, `12.4k`, `1.24M`; null is `unknown`. */
export function formatTokens(count: number | null): string {
  if (count === null) return 'unknown';
  if (count < 1000) return String(count);
  if (count < 999_500) return `${scaled(count / 1000)}k`;
  return `${scaled(count / 1_000_000)}M`;
}

/** A size in decimal units: `412 B`, `12.4 KB`, `2.1 MB`; null is `unknown`. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return 'unknown';
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${scaled(bytes / 1000)} KB`;
  if (bytes < 999_500_000) return `${scaled(bytes / 1_000_000)} MB`;
  return `${scaled(bytes / 1_000_000_000)} GB`;
}

/** US dollars, to three figures: `$0.0041`, `$1.24`; null is `unknown`. */
export function formatCost(usd: number | null): string {
  if (usd === null) return 'unknown';
  const rounded = Number(usd.toPrecision(3));
  if (rounded >= 1) return `$${usd.toFixed(2)}`;
  // Small numbers are spelled with an exponent elsewhere.
  return `$${rounded.toFixed(12).replace(/\.?0+$/, '')}`;
}

/** A whole number: `812`, `12,400`. */
export function formatNumber(count: number): string {
  // Not by `toLocaleString`: its first call loads the tables of a language, tens of milliseconds of the first paint.
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 change`, `2 changes`; irregular plurals are given. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** Joins as a sentence does: `a`, `a and b`, `a, b and c`. */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function scaled(value: number): string {
  return value >= 99.95 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, '');
}
