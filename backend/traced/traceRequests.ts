import { context, propagation, SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import type { Request, RequestHandler, Response } from 'express';
import { begin } from './traced';

/** Asked for every few seconds by machines: they would be most of all spans. */
const quiet = new Set(['/healthz', '/readyz', '/metrics']);

/** Requests of people and machines that read: pages and APIs. Model calls have spans of their own, made of their record. */
export function traceRequests(): RequestHandler {
  return (req, res, next) => {
    if (quiet.has(req.path)) {
      next();
      return;
    }
    const attributes = { 'http.request.method': req.method, 'url.path': req.path, 'url.scheme': req.protocol };
    const parent = propagation.extract(context.active(), req.headers);
    const { span, within } = begin(req.method, { kind: SpanKind.SERVER, attributes }, parent);
    res.once('close', () => end(span, req, res));
    context.with(within, next);
  };
}

/** The route is known in the end: an address with ids in it names nothing. */
function end(span: Span, req: Request, res: Response): void {
  const route = routeOf(req);
  if (route !== null) {
    span.updateName(`${req.method} ${route}`);
    span.setAttribute('http.route', route);
  }
  if (res.headersSent) span.setAttribute('http.response.status_code', res.statusCode);
  if (res.statusCode >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', String(res.statusCode));
  }
  span.end();
}

function routeOf(req: Request): string | null {
  const { route } = req as { route?: { path?: unknown } };
  return typeof route?.path === 'string' ? req.baseUrl + route.path : null;
}
