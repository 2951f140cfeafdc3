import type { CallEnd, CallStart, StreamPart } from './frames';

/** All frames of a call. Without an end the process that made the call is gone. */
export interface RecordedCall {
  start: CallStart;
  parts: StreamPart[];
  end: CallEnd | null;
}

/** A call that was over before it was told of. */
export interface WholeCall extends RecordedCall {
  end: CallEnd;
}
