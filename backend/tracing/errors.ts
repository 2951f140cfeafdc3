export type TracingErrorCode = 'traces_refused' | 'traces_not_sent';

/** Why spans were not exported: refused for what they are, or not taken now. Never says what stands in them. */
export class TracingError extends Error {
  readonly code: TracingErrorCode;

  constructor(code: TracingErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TracingError';
    this.code = code;
  }
}
