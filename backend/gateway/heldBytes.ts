/** The request bodies that calls in flight keep in memory, all together: each alone within its limit, they could fill it. */
export class HeldBytes {
  private readonly limit: number;
  private total = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get held(): number {
    return this.total;
  }

  /** Takes room for so many bytes; false when there is none. */
  take(bytes: number): boolean {
    if (this.total + bytes > this.limit) return false;
    this.total += bytes;
    return true;
  }

  give(bytes: number): void {
    this.total -= bytes;
  }
}
