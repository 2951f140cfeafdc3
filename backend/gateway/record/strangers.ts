const minuteMs = 60_000;
/** Of an address and of a header. */
const keptChars = 256;

/**
 * Calls without a credential, which anybody can send: so many a minute are on record, as a sample, and the rest is counted.
 * A token bucket: a minute's worth may come at once.
 */
export class Strangers {
  private readonly perMinute: number;
  private tokens: number;
  private at = 0;

  constructor({ strangerRecordsPerMinute }: { strangerRecordsPerMinute: number }) {
    this.perMinute = strangerRecordsPerMinute;
    this.tokens = strangerRecordsPerMinute;
  }

  /** Whether another one is to be on record; `now` in milliseconds of a clock that nobody sets. */
  take(now: number): boolean {
    this.tokens = Math.min(this.perMinute, this.tokens + ((now - this.at) * this.perMinute) / minuteMs);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** What is kept of what a stranger wrote. */
export function beginningOf(text: string): string {
  return text.length <= keptChars ? text : `${text.slice(0, keptChars - 1)}…`;
}
