import { SpanKind, trace } from '@opentelemetry/api';
import type { Pool } from 'pg';
import { inSpan } from './traced';

/**
 * Queries that are awaited become spans, where they are made in one: those of a page, a request or a job. Their text has
 * parameters where values would be.
 */
export function tracePool(pool: Pool): Pool {
  traceQueries(pool);
  pool.on('connect', traceQueries);
  return pool;
}

function traceQueries(target: object): void {
  const query: unknown = Reflect.get(target, 'query');
  if (typeof query !== 'function') return;
  const apply: ProxyHandler<typeof query>['apply'] = (of, self, args: unknown[]): unknown => {
    const run = (): unknown => Reflect.apply(of, self, args);
    // The pool asks its clients with a callback; then it has the span itself.
    if (trace.getActiveSpan() === undefined || typeof args.at(-1) === 'function') return run();
    return inSpan(
      `${operationOf(args[0])} postgresql`,
      { kind: SpanKind.CLIENT, attributes: aboutQuery(args[0]) },
      run,
    );
  };
  Reflect.set(target, 'query', new Proxy(query, { apply }));
}

function aboutQuery(asked: unknown) {
  const text = textOf(asked);
  return { 'db.system.name': 'postgresql', 'db.query.text': text, 'db.operation.name': operationOf(text) };
}

function operationOf(asked: unknown): string {
  return /^\s*([a-z]+)/i.exec(textOf(asked))?.[1]?.toUpperCase() ?? 'QUERY';
}

function textOf(asked: unknown): string {
  if (typeof asked === 'string') return asked;
  return typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string'
    ? asked.text
    : '';
}
