import type { FieldError } from '../http';
import type { CallEnd, CallStart, CaptureMode, StreamPart } from '../call';

type MadeHere =
  | 'callId'
  | 'traceId'
  | 'spanId'
  | 'captureMode'
  | 'sessionId'
  | 'sessionIsRandom'
  | 'userHash'
  | 'callerHash'
  | 'parentCallId';

/** A call as somebody tells of it, before it has an id here and its people's are hashed. Survives a structured clone. */
export interface ToldCall {
  /** Names it where it was made: with the time of its beginning it is the same call. */
  key: string;
  sessionId: string | null;
  userId: string | null;
  /** How much its teller asks to be kept. */
  asked: CaptureMode | null;
  start: Omit<CallStart, MadeHere> & { traceId: string | null; spanId: string | null };
  parts: Omit<StreamPart, 'callId'>[];
  end: Omit<CallEnd, 'callId'>;
}

/** One of several that came together. */
export type ToldItem = { id: string | null } & (
  | { call: ToldCall; errors: null }
  /** It is not what is wanted, and why. */
  | { call: null; errors: FieldError[] }
);
