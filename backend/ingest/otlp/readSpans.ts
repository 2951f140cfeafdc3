import type { ToldCall } from '../toldCall';
import { OtlpError, type OtlpLimits, type OtlpSpan } from './otlpSpan';
import { readJson } from './readJson';
import { readProtobuf } from './readProtobuf';
import { spanAround, type SpanAround } from './spanAround';
import { toldBySpan, whatIsWrong, whyIgnored, type Ignored } from './toldBySpan';

export interface ReadSpansOptions extends OtlpLimits {
  isJson: boolean;
  batchCalls: number;
  batchSpans: number;
  /** Of what one span around calls says. */
  spanBytes: number;
  /** Where this gateway is reached, as `host:port`. */
  ownAddresses: readonly string[];
}

export interface SpansRead {
  calls: ToldCall[];
  /** The others of their traces. */
  around: SpanAround[];
  /** Spans that are no calls. */
  ignored: Partial<Record<Ignored, number>>;
  /** What is wrong with spans that are rejected, each. */
  rejected: Rejected[];
}

export interface Rejected {
  code: 'invalid' | 'too_many';
  isCall: boolean;
  message: string;
}

export type ReadSpans = (SpansRead & { invalid: null }) | { invalid: string };

/** The model calls among the spans of a request, and what is kept of the others. */
export function readSpans(bytes: Uint8Array, options: ReadSpansOptions): ReadSpans {
  const { isJson, ownAddresses } = options;
  const isOwn = (host: string, port: number): boolean => ownAddresses.includes(`${host.toLowerCase()}:${port}`);
  const read: SpansRead = { calls: [], around: [], ignored: {}, rejected: [] };
  try {
    for (const span of isJson ? readJson(bytes, options) : readProtobuf(bytes, options)) {
      const ignored = whyIgnored(span, isOwn);
      if (ignored !== null) read.ignored[ignored] = (read.ignored[ignored] ?? 0) + 1;
      // Sent by Lens itself, it is in the record of its call.
      if (ignored !== 'own') take(span, ignored === null, read, options);
    }
    return { ...read, invalid: null };
  } catch (error) {
    if (error instanceof OtlpError) return { invalid: error.message };
    throw error;
  }
}

function take(span: OtlpSpan, isCall: boolean, read: SpansRead, options: ReadSpansOptions): void {
  const { batchCalls, batchSpans, spanBytes } = options;
  const reject = (code: Rejected['code'], message: string): void => void read.rejected.push({ code, isCall, message });
  const wrong = whatIsWrong(span);
  if (wrong !== null) reject('invalid', wrong);
  else if (isCall && read.calls.length < batchCalls) read.calls.push(toldBySpan(span));
  else if (isCall) reject('too_many', `these are more than ${batchCalls} calls (ingest.batch_calls)`);
  else if (read.around.length < batchSpans) read.around.push(spanAround(span, spanBytes));
  else reject('too_many', `these are more than ${batchSpans} spans beside calls (ingest.batch_spans)`);
}
