import './withoutEval';
import { getBackendSrv, isFetchError, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import type { ApiOptions } from '@lens/client/api';
import type { Observable } from 'rxjs';
import { t } from '../i18n/t';
import { toProblem } from './toProblem';

/** `fetch` by Grafana's own client, as the query API's wants it. What Grafana itself says of a request is told as a problem of the API. */
export const grafanaFetch: ApiOptions['fetch'] = (url, { signal, headers }) => {
  const request: BackendSrvRequest = { url, headers, method: 'GET', showErrorAlert: false, hideFromInspector: true };
  return headers['accept'] === 'text/event-stream' ? stream(request, signal) : whole(request, signal);
};

/** `fetch` that sends a text below a proxy of the app. */
export function postThrough(proxy: string): typeof fetch {
  return (url, { body, headers, signal } = {}) =>
    whole(
      {
        url: proxy + (url instanceof Request ? url.url : String(url)),
        method: 'POST',
        data: body,
        headers: Object.fromEntries(new Headers(headers)),
        showErrorAlert: false,
        showSuccessAlert: false,
      },
      signal ?? new AbortController().signal,
    );
}

async function whole(request: BackendSrvRequest, signal: AbortSignal): Promise<Response> {
  try {
    const { data, status } = await first(getBackendSrv().fetch<string>({ ...request, responseType: 'text' }), signal);
    return new Response(data, { status });
  } catch (error) {
    if (!isFetchError<unknown>(error) || error.status < 200) throw error;
    return problem(error.status, textOf(error.data));
  }
}

/** A stream that goes on: its response is there with its first bytes. */
function stream(request: BackendSrvRequest, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
    const start = ({ status }: FetchResponse): void => {
      const body = new ReadableStream<Uint8Array>({
        start: (given) => void (controller = given),
        cancel: () => subscription.unsubscribe(),
      });
      const response = new Response(body, { status });
      if (response.ok) resolve(response);
      else response.text().then((text) => resolve(problem(status, text)), reject);
    };
    const fail = (error: unknown): void => {
      reject(asError(error));
      controller?.error(error);
    };
    const subscription = getBackendSrv()
      .chunked(request)
      .subscribe({
        next(part) {
          if (controller === null) start(part);
          if (part.data !== undefined) controller?.enqueue(part.data);
        },
        error: fail,
        complete: () => controller?.close(),
      });
    onAbort(signal, () => {
      subscription.unsubscribe();
      fail(signal.reason);
    });
  });
}

/** The first value of an observable; without interest in it any more its request is cancelled. */
function first<T>(values: Observable<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = values.subscribe({ next: resolve, error: reject });
    onAbort(signal, () => {
      subscription.unsubscribe();
      reject(asError(signal.reason));
    });
  });
}

function onAbort(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}

function problem(status: number, text: string): Response {
  return new Response(JSON.stringify(toProblem(status, text)), { status });
}

/** Grafana makes an object of a text that came with an error, and keeps the text in it. */
function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null) return '';
  return 'response' in data && typeof data.response === 'string' ? data.response : JSON.stringify(data);
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(t('problems.request-failed', 'The request failed.'), { cause });
}
