/** The request bodies that calls in flight keep in memory, all together: each alone within its limit, they could fill it. */
export class HeldBytes {
  private readonly limit: number;
  private held = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes room for so many bytes; false when there is none. */
  take(bytes: number): boolean {
    if (this.held + bytes > this.limit) return false;
    this.held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}
