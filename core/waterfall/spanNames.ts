/**
 * The names of a call's spans, for everyone who makes, reads or draws them. `root` of a call is `gateway.<operation>`, a
 * policy's is `policy <name>`.
 */
export const spanNames = {
  root: (operation: string) => `gateway.${operation}`,
  /** Of a call that another gateway or SDK made, and told of. */
  ingested: (operation: string) => `ingested.${operation}`,
  /** Reading, parsing, authentication. */
  requestReceived: 'gateway.request_received',
  /** Only of a call that had to wait: the recorder is behind. */
  waitForRoom: 'gateway.wait_for_room',
  processRequest: 'control_plane.process_request',
  processFullResponse: 'control_plane.process_full_response',
  processStreamingResponse: 'control_plane.process_streaming_response',
  /** A stream is passed on, from the provider's headers to its end. */
  orchestrate: 'streaming.orchestrate',
  /** The provider call. */
  completion: 'llm.completion',
  policy: (name: string) => `policy ${name}`,
} as const;
