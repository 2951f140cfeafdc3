export type CallStatus =
  /** The client got the provider's whole answer, whatever its HTTP status below 400. */
  | 'complete'
  /** The provider answered with an error, as a status or inside the stream. */
  | 'provider_error'
  /** The provider could not be reached, or not in time. */
  | 'upstream_failed'
  /** The provider's stream ended without its terminal event. */
  | 'cut'
  /** The client went away first. */
  | 'aborted'
  /** A policy blocked the request or the response, or failed closed. */
  | 'blocked'
  /** The gateway refused the request: too large, not JSON, too deep, over a limit. */
  | 'rejected'
  /** The gateway's process ended while the call was in flight. */
  | 'interrupted';
