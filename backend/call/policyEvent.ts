/** What a policy said with `ctx.emit`, and what the chain says about it (failed, timed out, held back too much). */
export interface PolicyEvent {
  /** Deterministic for retries: the same event is stored once. */
  id: string;
  policy: string;
  type: string;
  summary: string;
  severity: 'debug' | 'info' | 'warning' | 'error';
  /** Never holds the text that was redacted. */
  details: Record<string, string | number | boolean | null>;
  phase: 'request' | 'response';
  /** Milliseconds since the call began. */
  at: number;
}

const failures: ReadonlySet<string> = new Set(['policy.failed', 'policy.timed_out']);

/** The chain says of a policy that it failed, whether the call went on or not. */
export function isPolicyFailure({ type }: Pick<PolicyEvent, 'type'>): boolean {
  return failures.has(type);
}

/** The type of the event that says that parts of a stream found no room in the spool. */
export const partsLostType = 'capture.parts_lost';
