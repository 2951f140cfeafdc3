import { escapeLiteral } from 'pg';

/**
 * JSON of which much is the same in every call is kept as its text, with a control character in the place of what comes
 * often: in the text of JSON there are none. PostgreSQL puts back what they stand for (`027_packed_json.sql`), as it can't be
 * given functions of our own for computed columns. A list only grows: what is stored is read by its numbers.
 */
export interface Phrases {
  /** The first one is U+0001, the next U+0002, … */
  readonly texts: readonly string[];
  readonly pattern: RegExp;
  readonly codes: ReadonlyMap<string, string>;
}

/** U+001F is the last control character; DEL and beyond may be in JSON as they are. */
const mostPhrases = 31;

function phrases(texts: readonly string[]): Phrases {
  if (texts.length > mostPhrases) throw new RangeError('There are no more than 31 control characters.');
  const longestFirst = texts
    .toSorted((a, b) => b.length - a.length)
    .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return {
    texts,
    pattern: new RegExp(longestFirst.join('|'), 'g'),
    codes: new Map(texts.map((text, index) => [text, String.fromCharCode(index + 1)])),
  };
}

export function packJson(json: string, { pattern, codes }: Phrases): string {
  return json.replace(pattern, (phrase) => codes.get(phrase) ?? phrase);
}

/** The expression that is what the packed `text` was. */
export function unpackedInSql(text: string, { texts }: Phrases): string {
  return texts.reduce((sql, phrase, index) => `replace(${sql}, chr(${index + 1}), ${escapeLiteral(phrase)})`, text);
}

/** A list of spans is divided by it, and a policy's begins with the other: the rest of a list need not be unpacked. */
export const betweenSpans = '},{"name":"';
export const policySpan = 'policy ';

/** How PostgreSQL says what stands for a phrase. */
export function codeInSql(phrase: string, { texts }: Phrases): string {
  return `chr(${texts.indexOf(phrase) + 1})`;
}

const first = '","parent":-1,"start":0,"end":';
const below = '","parent":0,"start":';

/** Spans, as they are timed. */
export const timingPhrases = phrases([
  '[{"name":"',
  betweenSpans,
  `gateway.chat_completions${first}`,
  `gateway.messages${first}`,
  `gateway.passthrough${first}`,
  `gateway.request_received${below}0,"end":`,
  `gateway.wait_for_room${below}`,
  `control_plane.process_request${below}`,
  `control_plane.process_full_response${below}`,
  `control_plane.process_streaming_response${below}`,
  `streaming.orchestrate${below}`,
  `llm.completion${below}`,
  policySpan,
  '","parent":',
  ',"start":',
  ',"end":',
  ',"spanId":"',
  '},"spanId":"',
  ',"attributes":{"',
  ',"attributes":{"gen_ai.provider.name":"',
  '","luthien.upstream":"',
  '","gen_ai.request.model":"',
  ',"http.response.status_code":200',
  ',"luthien.headers_ms":',
  ',"luthien.first_byte_ms":',
  'luthien.policy.',
  ',"error":"',
  'anthropic',
  'openai',
]);

export const requestHeaderPhrases = phrases([
  '{"content-type":"application/json","user-agent":"',
  '{"content-type":"application/json","accept":"application/json","user-agent":"',
  '","',
  '":"',
  'content-type":"application/json',
  'accept":"application/json',
  'user-agent":"',
  'anthropic-version":"2023-06-01',
  'anthropic-beta":"',
  'anthropic-dangerous-direct-browser-access":"true',
  'openai-organization":"',
  'openai-project":"',
  'openai-beta":"',
  'idempotency-key":"',
  'x-app":"',
  'x-stainless-lang":"js","x-stainless-package-version":"',
  'x-stainless-lang":"python","x-stainless-package-version":"',
  'x-stainless-lang":"',
  'x-stainless-package-version":"',
  'x-stainless-runtime":"node","x-stainless-runtime-version":"v',
  'x-stainless-runtime":"CPython","x-stainless-runtime-version":"3.',
  'x-stainless-runtime":"',
  'x-stainless-runtime-version":"',
  'x-stainless-os":"Linux","x-stainless-arch":"x64',
  'x-stainless-os":"MacOS","x-stainless-arch":"arm64',
  'x-stainless-os":"',
  'x-stainless-arch":"',
  'x-stainless-retry-count":"',
  'x-stainless-timeout":"600',
  'x-stainless-timeout":"',
]);

export const responseHeaderPhrases = phrases([
  '{"',
  '","',
  '":"',
  'content-type":"application/json',
  'content-type":"text/event-stream; charset=utf-8',
  'request-id":"req_',
  'x-request-id":"req_',
  'x-request-id":"',
  'cf-ray":"',
  'retry-after',
  'x-should-retry":"',
  'openai-processing-ms":"',
  'openai-version":"2020-10-01',
  'openai-organization":"',
  'openai-model":"',
  'anthropic-organization-id":"',
  'x-ratelimit-limit-',
  'x-ratelimit-remaining-',
  'x-ratelimit-reset-',
  'anthropic-ratelimit-',
  'anthropic-ratelimit-input-tokens-',
  'anthropic-ratelimit-output-tokens-',
  'anthropic-ratelimit-unified-',
  'requests',
  'tokens',
  '-limit":"',
  '-remaining":"',
  '-reset":"',
  '-status":"allowed',
  '-utilization":"',
  '00:00Z',
]);
