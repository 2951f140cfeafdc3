import type { ErrorRequestHandler, Response } from 'express';
import type { ProblemFields } from '../http';
import { codeOf } from '../errors';
import { faultOf, type Log } from '../log';
import type { IngestionLimitsHit } from './deps';
import { busyDetail } from './door';

/** Turns what a route of ingestion threw into an answer. What happened inside is logged, never sent. */
export function answerIngestError(
  log: Log,
  limitsHit: IngestionLimitsHit,
  send: (res: Response, problem: ProblemFields) => void,
): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.code === 'internal_error')
      log.error(faultOf(error), 'Calls that were made elsewhere could not be read.');
    if (problem.code === 'body_too_large') limitsHit.ingestion_body += 1;
    if (problem.code === 'ingestion_busy') {
      limitsHit.ingestion_busy += 1;
      res.set('retry-after', '1');
    }
    send(res, problem);
  };
}

function problemOf(error: unknown): ProblemFields {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') {
    return { code: 'body_too_large', detail: 'Send less at a time, or raise ingest.body_bytes of the gateway.' };
  }
  if (typeof type === 'string' && /^(entity|encoding|request|stream)\./.test(type)) {
    return {
      code: 'invalid_body',
      detail: 'The body ended early, or is compressed otherwise than by gzip, deflate or br.',
    };
  }
  // A body that is not what its content-encoding says.
  if (/^(Z_|ERR_.*BROTLI|ERR__ERROR)/.test(codeOf(error))) {
    return { code: 'invalid_body', detail: 'The body is not compressed as its content-encoding says.' };
  }
  const code = codeOf(error);
  if (code === 'thread_busy' || code === 'thread_timeout') return { code: 'ingestion_busy', detail: busyDetail };
  return { code: 'internal_error', detail: 'This is a fault of the server; its log says more.' };
}
