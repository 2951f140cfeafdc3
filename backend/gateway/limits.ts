/** The limits whose hits are counted, by the name that errors, metrics and documentation use. */
const noneHit = {
  body_too_large: 0,
  json_too_deep: 0,
  json_too_many_values: 0,
  request_timeout: 0,
  headers_timeout: 0,
  too_many_calls: 0,
  too_many_bodies: 0,
  bodies_too_large: 0,
  bodies_waiting: 0,
  upstream_busy: 0,
  recorder_behind: 0,
  not_recorded: 0,
  stranger_not_recorded: 0,
  response_headers_too_large: 0,
  response_too_large: 0,
  response_too_long: 0,
  response_not_fully_recorded: 0,
  stream_too_long: 0,
  event_not_inspected: 0,
  body_not_redacted: 0,
};

export type LimitName = keyof typeof noneHit;

/** How often each limit was hit since the process started. */
export type LimitsHit = Record<LimitName, number>;

export function createLimitsHit(): LimitsHit {
  return { ...noneHit };
}
