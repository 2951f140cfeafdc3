export type CaptureErrorCode =
  'missing_call_id' | 'spool_locked' | 'spool_unusable' | 'frame_invalid' | 'recorder_failed' | 'sink_timeout';

/** What capture throws: a programming error of its caller, a spool that can't be used at start, a sink's time that is over. */
export class CaptureError extends Error {
  readonly code: CaptureErrorCode;

  constructor(code: CaptureErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CaptureError';
    this.code = code;
  }
}
