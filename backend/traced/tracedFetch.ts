import { propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { begin, endFailed } from './traced';

/** `fetch`, of text headers. */
interface Asked extends RequestInit {
  headers: Readonly<Record<string, string>>;
}

/**
 * `fetch` as a span until the answer begins, where it is asked in one, which the other server is told of. 404 is no failure of
 * it: that there is nothing at an address is an answer.
 */
export async function tracedFetch(url: string, init: Asked): Promise<Response> {
  if (trace.getActiveSpan() === undefined) return fetch(url, init);
  const { method = 'GET' } = init;
  const { host, hostname, port, protocol, pathname } = new URL(url);
  const attributes = {
    'http.request.method': method,
    'server.address': hostname.replace(/^\[|\]$/g, ''),
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.path': pathname,
  };
  const { span, within } = begin(`${method} ${host}`, { kind: SpanKind.CLIENT, attributes });
  const headers = { ...init.headers };
  propagation.inject(within, headers);
  try {
    const response = await fetch(url, { ...init, headers });
    span.setAttribute('http.response.status_code', response.status);
    if (!response.ok && response.status !== 404) {
      span.setAttribute('error.type', String(response.status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
    return response;
  } catch (error) {
    endFailed(span, error);
    throw error;
  }
}
