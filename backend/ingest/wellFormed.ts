/** What senders call ids and statuses, and which of it is one: the rest is not known, as if nobody had told it. */

export function isTraceId(text: string): boolean {
  return /^(?!0+$)[0-9a-f]{32}$/.test(text);
}

export function isSpanId(text: string): boolean {
  return /^(?!0+$)[0-9a-f]{16}$/.test(text);
}

export function isHttpStatus(value: number): boolean {
  return Number.isInteger(value) && value >= 100 && value <= 599;
}
