import type { ToldCall } from '../toldCall';
import { OtlpError, type OtlpLimits } from './otlpSpan';
import { readJson } from './readJson';
import { readProtobuf } from './readProtobuf';
import { toldBySpan, whatIsWrong, whyIgnored, type Ignored } from './toldBySpan';

export interface ReadSpansOptions extends OtlpLimits {
  isJson: boolean;
  batchCalls: number;
  /** Where this gateway is reached, as `host:port`. */
  ownAddresses: readonly string[];
}

export interface SpansRead {
  calls: ToldCall[];
  ignored: Partial<Record<Ignored, number>>;
  /** What is wrong with spans that are rejected, each. */
  rejected: string[];
}

export type ReadSpans = (SpansRead & { invalid: null }) | { invalid: string };

/** The model calls among the spans of a request. */
export function readSpans(bytes: Uint8Array, options: ReadSpansOptions): ReadSpans {
  const { isJson, batchCalls, ownAddresses } = options;
  const isOwn = (host: string, port: number): boolean => ownAddresses.includes(`${host.toLowerCase()}:${port}`);
  const read: SpansRead = { calls: [], ignored: {}, rejected: [] };
  try {
    for (const span of isJson ? readJson(bytes, options) : readProtobuf(bytes, options)) {
      const ignored = whyIgnored(span, isOwn);
      const wrong = ignored === null ? whatIsWrong(span) : null;
      if (ignored !== null) read.ignored[ignored] = (read.ignored[ignored] ?? 0) + 1;
      else if (wrong !== null) read.rejected.push(wrong);
      else if (read.calls.length < batchCalls) read.calls.push(toldBySpan(span));
      else read.rejected.push(`these are more than ${batchCalls} calls (ingest.batch_calls)`);
    }
    return { ...read, invalid: null };
  } catch (error) {
    if (error instanceof OtlpError) return { invalid: error.message };
    throw error;
  }
}
