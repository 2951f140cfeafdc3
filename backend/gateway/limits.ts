/** The limits whose hits are counted, by the name that errors, metrics and documentation use. */
export const limitNames = [
  'body_too_large',
  'json_too_deep',
  'json_too_many_values',
  'request_timeout',
  'headers_timeout',
  'too_many_calls',
  'bodies_too_large',
  'upstream_busy',
  'recorder_behind',
  'response_too_large',
  'response_too_long',
  'response_not_fully_recorded',
  'stream_too_long',
  'event_not_inspected',
] as const;

export type LimitName = (typeof limitNames)[number];

/** How often each limit was hit since the process started. */
export type LimitsHit = Record<LimitName, number>;

export function createLimitsHit(): LimitsHit {
  return {
    body_too_large: 0,
    json_too_deep: 0,
    json_too_many_values: 0,
    request_timeout: 0,
    headers_timeout: 0,
    too_many_calls: 0,
    bodies_too_large: 0,
    upstream_busy: 0,
    recorder_behind: 0,
    response_too_large: 0,
    response_too_long: 0,
    response_not_fully_recorded: 0,
    stream_too_long: 0,
    event_not_inspected: 0,
  };
}
