import { bytes, choice, integer, milliseconds } from './kinds';
import { setting } from './setting';

const MIB = 1024 * 1024;

export const limits = {
  body_bytes: setting(bytes(), {
    variable: 'LENS_BODY_BYTES',
    default: 32 * MIB,
    words: 'Request body, as sent and after decompression, which stops there. 413 `body_too_large`',
  }),
  bodies_bytes: setting(bytes(), {
    variable: 'LENS_BODIES_BYTES',
    default: 1024 * MIB,
    words:
      'Request bodies of all calls in flight together, as sent and decompressed. 429 `bodies_too_large` with `retry-after`',
    note: 'of all calls in flight together',
  }),
  response_bytes: setting(bytes(), {
    variable: 'LENS_RESPONSE_BYTES',
    default: 32 * MIB,
    words:
      'Whole (not streamed) response. 502 `response_too_large`; on other paths, where no policy redacts, it passes and only its first part is on record. Also one event of a stream with policies, which can’t read a larger one: `limits.unread`; and a compressed stream that they read, decompressed',
  }),
  json_depth: setting(integer(), {
    variable: 'LENS_JSON_DEPTH',
    default: 200,
    words: 'Nesting of a JSON body. 400 `json_too_deep`',
  }),
  json_values: setting(integer(), {
    variable: 'LENS_JSON_VALUES',
    default: 1_000_000,
    words: 'Values in a JSON body, which bound the memory that parsing takes. 413 `json_too_many_values`',
  }),
  large_body_bytes: setting(bytes(), {
    variable: 'LENS_LARGE_BODY_BYTES',
    default: 64 * 1024,
    words:
      'Bodies of so many bytes and more, requests, whole answers and events of streams, are taken through the shipped policies in [threads](decisions/0016-large-bodies-off-the-loop.md) beside the event loop; so is what is redacted for the record, or told by applications',
    note: 'from here on policies are beside the event loop',
  }),
  large_json_bytes: setting(bytes(), {
    variable: 'LENS_LARGE_JSON_BYTES',
    default: 256 * 1024,
    words:
      'Bodies of so many bytes and more are checked and parsed there as well. That takes far less than a policy does: a smaller body would be longer on its way',
    note: 'and from here on what parses them',
  }),
  large_body_wait_ms: setting(milliseconds, {
    variable: 'LENS_LARGE_BODY_WAIT_MS',
    default: 10_000,
    words:
      'For a large body to wait for such a thread. 503 `bodies_waiting` with `retry-after`; an event of a stream is then [unread](policies.md#what-policies-cant-read), and a policy that waits for one has failed',
  }),
  large_body_time_ms: setting(milliseconds, {
    variable: 'LENS_LARGE_BODY_TIME_MS',
    default: 10_000,
    words: 'For a large body to be read there; then the thread is ended. 503 `bodies_waiting`, or unread likewise',
  }),
  header_time_ms: setting(milliseconds, {
    variable: 'LENS_HEADER_TIME_MS',
    default: 10_000,
    words: "For a request's headers to arrive. 408, connection closed",
  }),
  request_time_ms: setting(milliseconds, {
    variable: 'LENS_REQUEST_TIME_MS',
    default: 120_000,
    words: "For a request's body to arrive. 408 `request_timeout`",
  }),
  stream_duration_ms: setting(milliseconds, {
    variable: 'LENS_STREAM_DURATION_MS',
    default: 1_800_000,
    words:
      'For one answer to arrive. A stream: error event `stream_too_long`, it is `cut`. A whole one: 504 `response_too_long`',
  }),
  stop_ms: setting(milliseconds, {
    variable: 'LENS_STOP_MS',
    default: 10_000,
    words:
      'On a stop (Ctrl-C, SIGTERM, a closed terminal) for calls in flight to end, and then for the recorder to write what is in the spool. Beyond it they are cut off; what is in the spool is recorded at the next start',
  }),
  concurrent_calls: setting(integer(), {
    variable: 'LENS_CONCURRENT_CALLS',
    default: 1000,
    words: 'Calls in flight in this process whose bodies are there. 429 `too_many_calls` with `retry-after`',
  }),
  calls_per_key: setting(integer(), {
    variable: 'LENS_CALLS_PER_KEY',
    default: null,
    defaultWords: 'nine tenths of `limits.concurrent_calls`',
    words:
      'Of these by one caller’s key, so that nobody keeps all others out with answers that he reads slowly. A call counts for each credential it brings; the gateway’s token is one. 429 `too_many_calls`',
    example: '900',
    note: "of one caller's key",
  }),
  arriving_per_address: setting(integer(), {
    variable: 'LENS_ARRIVING_PER_ADDRESS',
    default: 1000,
    words:
      'Request bodies on their way from one address (of IPv6, one /64) at one time. Beyond it one that has been so for over 5 s is given up (408 `request_timeout`), else the next is refused: 429 `too_many_bodies` with `retry-after`',
    note: 'request bodies on their way at one time',
  }),
  arriving_per_key: setting(integer(), {
    variable: 'LENS_ARRIVING_PER_KEY',
    default: 500,
    words: "Likewise, of one caller's key",
    note: "of one caller's key",
  }),
  arriving_bytes: setting(bytes(), {
    variable: 'LENS_ARRIVING_BYTES',
    default: 256 * MIB,
    words: 'Those bodies of one address, and of one key, together. 429 `too_many_bodies`',
    note: 'of those of one address or key together',
  }),
  stranger_records_per_minute: setting(integer(), {
    variable: 'LENS_STRANGER_RECORDS_PER_MINUTE',
    default: 60,
    words:
      'Calls without a credential that are on record, with the first 256 characters of their address and headers; a minute’s worth may come at once. Those beyond are answered all the same, and counted',
    note: 'of calls without a credential',
  }),
  recording_wait_ms: setting(milliseconds, {
    variable: 'LENS_RECORDING_WAIT_MS',
    default: 30_000,
    words:
      'For a call to wait for [room in the spool](durability.md#when-the-spool-is-nearly-full). 503 `recorder_behind` with `retry-after`',
  }),
  unread: setting(choice(['refuse', 'drop', 'pass']), {
    variable: 'LENS_UNREAD',
    default: null,
    defaultWords: '[by the chain](policies.md#what-policies-cant-read)',
    words:
      'What becomes of a part of an answer, or a body of [another path](policies.md#other-paths), that policies can’t read: the answer ends with `unreadable_response`, the part is left out, or it passes',
    example: 'refuse',
    note: 'refuse, drop or pass; left out: refuse where a policy redacts',
  }),
  unread_requests: setting(choice(['refuse', 'pass']), {
    variable: 'LENS_UNREAD_REQUESTS',
    default: null,
    defaultWords: 'as `limits.unread`',
    words:
      'The same of requests alone: [uploads](policies.md#documents-and-pictures) of files and forms where a policy redacts requests',
    example: 'pass',
    note: 'refuse or pass: uploads, where a policy redacts requests',
  }),
  held_back_chars: setting(integer(), {
    variable: 'LENS_HELD_BACK_CHARS',
    default: 16_384,
    words: 'Text that a stream policy may hold back per channel; beyond it text is let go with an event',
  }),
};
