/** A request that a policy made to another server, below its policy. */
export function isFetch(timing: Timing | undefined): boolean {
  return timing?.attributes?.['http.request.method'] !== undefined;
}

/** A span of the call as the gateway timed it; `parent` is an index into the same list, -1 for the root. */
export interface Timing {
  name: string;
  parent: number;
  /** Milliseconds since the call began. */
  start: number;
  end: number;
  /** Of a span that had to have its id while the call went on; the others' are derived. */
  spanId?: string;
  error?: string;
  attributes?: Record<string, string | number | boolean>;
}
