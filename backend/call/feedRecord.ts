/** A record of a call on its way to the live feed: that it was made, and nothing of what it says. */
export interface FeedRecord {
  callId: string;
  /** `luthien.` and the record's type. */
  type: string;
  level: 'info' | 'warn' | 'error';
  /** Milliseconds since the Unix epoch, with fractions. */
  at: number;
  /** Of a record of the pipeline. */
  stage: string | null;
  /** Of a policy's decision. */
  policy: string | null;
  decision: string | null;
}
