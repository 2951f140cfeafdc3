/** Why a tracing backend gave no trace, as the rest of a sentence that begins with its name. */
export class TraceSourceError extends Error {
  readonly code = 'trace_unavailable';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TraceSourceError';
  }
}
