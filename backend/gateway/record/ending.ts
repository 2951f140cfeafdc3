import type { IncomingHttpHeaders } from 'node:http';
import type { CallStatus, Exchange, PolicyEvent, Timing } from '../../call';

/** How a call ended, as the step that ended it knows it. */
export interface Ending {
  status: CallStatus;
  errorType: string | null;
  errorMessage: string | null;
  httpStatus: number | null;
  upstreamStatus: number | null;
  /** The provider's. */
  headers: IncomingHttpHeaders | null;
  response: Exchange | null;
  streamed: boolean;
  /** At the end of a stream without policies: half an event, which was not passed on. */
  unsentBytes: number;
  /** Policies worked on the response. */
  policed: boolean;
  events: PolicyEvent[];
  policyTimings: Timing[];
}

/** The parts of an ending that a plain one does not need to name. */
export const plainEnding = {
  errorType: null,
  errorMessage: null,
  httpStatus: null,
  upstreamStatus: null,
  headers: null,
  response: null,
  streamed: false,
  unsentBytes: 0,
  policed: false,
  events: [],
  policyTimings: [],
} satisfies Partial<Ending>;
