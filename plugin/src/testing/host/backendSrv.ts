import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { from, Observable, type Subscriber } from 'rxjs';

/**
 * Grafana's client of its own server, as plugins see it: addresses are below the page's base, a text that comes with an error is
 * put into an object.
 */
export function createBackendSrv(): Pick<BackendSrv, 'fetch' | 'chunked'> {
  return {
    fetch: <T>(request: BackendSrvRequest) =>
      new Observable<FetchResponse<T>>((subscriber) => {
        const stop = new AbortController();
        const answer = from(whole<T>(request, stop.signal)).subscribe(subscriber);
        return () => {
          answer.unsubscribe();
          stop.abort();
        };
      }),
    chunked: (request) =>
      new Observable((subscriber) => {
        const stop = new AbortController();
        parts(request, subscriber, stop.signal).catch((error: unknown) => subscriber.error(error));
        return () => stop.abort();
      }),
  };
}

async function whole<T>(request: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const response = await ask(request, signal);
  const text = await response.text();
  const head = headOf(response, request);
  if (!response.ok) throw errorOf(head, text);
  // The type is the caller's word, as Grafana takes it.
  return { ...head, data: (request.responseType === 'text' ? text : JSON.parse(text)) as T };
}

type Part = FetchResponse<Uint8Array | undefined>;

async function parts(request: BackendSrvRequest, subscriber: Subscriber<Part>, signal: AbortSignal): Promise<void> {
  const response = await ask(request, signal);
  const head = headOf(response, request);
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    subscriber.next({ ...head, data: part?.value });
    if (part?.done !== false) break;
  }
  subscriber.complete();
}

function ask({ url, method = 'GET', headers, data }: BackendSrvRequest, signal: AbortSignal): Promise<Response> {
  const sent = new Headers({ accept: 'application/json, text/plain, */*', ...headers, 'X-Grafana-Org-Id': '1' });
  if (method === 'POST' && !sent.has('content-type')) sent.set('content-type', 'application/json');
  const body: unknown = data;
  return fetch(url.replace(/^\//, ''), {
    method,
    headers: sent,
    signal,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

type Head = Omit<FetchResponse, 'data'>;

function headOf({ status, statusText, ok, headers, url, type, redirected }: Response, config: BackendSrvRequest): Head {
  return { status, statusText, ok, headers, url, type, redirected, config };
}

/** Grafana throws such objects, which are no errors. */
function errorOf({ status, statusText, config }: Head, text: string): Error & FetchError {
  const data: unknown = parsed(text) ?? { message: text, error: statusText, response: text };
  return Object.assign(new Error(statusText), { status, statusText, config, data });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
