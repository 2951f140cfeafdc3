/** A span of the call as the gateway timed it; `parent` is an index into the same list, -1 for the root. */
export interface Timing {
  name: string;
  parent: number;
  /** Milliseconds since the call began. */
  start: number;
  end: number;
  error?: string;
  attributes?: Record<string, string | number | boolean>;
}
