/**
 * Every problem that is answered outside `/v1/*`, by a code that stays the same. `docs/api.md` explains each one; what is
 * wrong this time and what to do about it says its `detail`.
 */
export const problemCatalogue = {
  invalid_query: { status: 400, title: 'Invalid query' },
  invalid_body: { status: 400, title: 'Invalid body' },
  bad_request: { status: 400, title: 'Bad request' },
  unauthorized: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  unknown_call: { status: 404, title: 'Unknown call' },
  unknown_session: { status: 404, title: 'Unknown session' },
  unknown_trace: { status: 404, title: 'Unknown trace' },
  no_such_route: { status: 404, title: 'Not found' },
  no_such_path: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  nothing_accepted: { status: 422, title: 'Nothing accepted' },
  body_too_large: { status: 413, title: 'Body too large' },
  too_many_streams: { status: 429, title: 'Too many streams' },
  ingestion_busy: { status: 429, title: 'Too many requests' },
  rate_limited: { status: 429, title: 'Too many requests' },
  call_damaged: { status: 500, title: 'Damaged' },
  internal_error: { status: 500, title: 'Internal error' },
  storage_unavailable: { status: 503, title: 'Storage unavailable' },
  no_room: { status: 503, title: 'No room on record' },
  query_too_slow: { status: 503, title: 'Took too long' },
  busy: { status: 503, title: 'Busy' },
  view_too_large: { status: 503, title: 'Too large to show' },
  view_too_slow: { status: 504, title: 'Took too long' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemCatalogue;
