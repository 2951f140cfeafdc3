import { tracedFetch } from '../../traced';
import { TraceSourceError } from '../traceSourceError';
import { readTempoTrace, type TempoAnswer } from './readTempoTrace';

export interface TempoPlace {
  /** Of Tempo's HTTP API, or of Grafana's proxy to it. */
  url: string;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  /** Of an answer; a longer one is not read. */
  responseBytes: number;
}

export type AskTempo = (traceId: string, time: { startMs: number; endMs: number } | null) => Promise<TempoAnswer>;

/**
 * Tempo's API of traces by id, in its second version and, where it does not know that one, in its first.
 *
 * @throws {TraceSourceError} when there is no answer, or none that can be read
 */
export function askTempo(place: TempoPlace): AskTempo {
  return async (traceId, time) => {
    const range = time === null ? '' : `?start=${seconds(time.startMs, -1)}&end=${seconds(time.endMs, 1)}`;
    const newer = await get(place, `/api/v2/traces/${traceId}${range}`);
    const answer = newer ?? (await get(place, `/api/traces/${traceId}${range}`));
    return answer === null ? { spans: [], isPartial: false } : readTempoTrace(answer);
  };
}

/** Wide around the call: clocks differ, and other parts of the trace may have begun an hour before. */
const marginS = 3600;

function seconds(ms: number, sign: number): number {
  return Math.floor(ms / 1000) + sign * marginS;
}

/** Null where there is nothing at the address. */
async function get({ url, headers, timeoutMs, responseBytes }: TempoPlace, path: string): Promise<unknown> {
  let response: Response;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    response = await tracedFetch(url + path, {
      headers: { ...headers, accept: 'application/json' },
      signal,
      redirect: 'error',
    });
    if (response.ok) return JSON.parse(await readAtMost(response, responseBytes)) as unknown;
    await response.body?.cancel();
  } catch (error) {
    if (error instanceof TraceSourceError) throw error;
    throw new TraceSourceError(whyNot(error, timeoutMs), error);
  }
  if (response.status === 404) return null;
  throw new TraceSourceError(`answered with status ${response.status}`);
}

function whyNot(error: unknown, timeoutMs: number): string {
  if (error instanceof SyntaxError) return 'answered with something else than JSON';
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  return isTimeout ? `did not answer within ${timeoutMs / 1000} s` : 'could not be reached';
}

async function readAtMost({ body }: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > most) throw new TraceSourceError(`has more than ${most} bytes of this trace`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
