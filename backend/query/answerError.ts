import type { ErrorRequestHandler } from 'express';
import { sendProblem, type ProblemFields } from '../auth';
import { codeOf, messageOf } from '../errors';
import { faultOf, type Log } from '../log';
import { BuildFailure, ViewError, type ViewErrorCode } from './builder/viewError';
import { InvalidQuery } from './parseQuery';

/** Turns whatever a route threw into a problem. What happened inside is logged, never sent. */
export function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    // What became of a view is known to the log already.
    if (error instanceof ViewError) {
      if (error.code === 'busy') res.set('retry-after', String(busySeconds));
    } else if (problem.status >= 500) {
      const fault = error instanceof BuildFailure ? error.fault : faultOf(error);
      log.error({ method: req.method, path: req.path, ...fault }, 'A request could not be answered.');
    }
    sendProblem(res, problem);
  };
}

const busySeconds = 5;

const viewProblems: Record<ViewErrorCode, Pick<ProblemFields, 'status' | 'title'>> = {
  busy: { status: 503, title: 'Busy' },
  view_too_slow: { status: 504, title: 'Took too long' },
  view_too_large: { status: 503, title: 'Too large to show' },
};

function problemOf(error: unknown): ProblemFields {
  if (error instanceof InvalidQuery) return error.problem;
  if (error instanceof ViewError) return { ...viewProblems[error.code], code: error.code, detail: error.message };
  if (statusOf(error) === 400) {
    return { status: 400, title: 'Bad request', code: 'bad_request', detail: 'The address can not be read.' };
  }
  const code = codeOf(error);
  if (code === queryCancelled) {
    return {
      status: 503,
      title: 'Took too long',
      code: 'query_too_slow',
      detail: 'The search was stopped because it took too long. Add a filter, such as a time range.',
    };
  }
  if (isUnavailable(error, code)) {
    return {
      status: 503,
      title: 'Storage unavailable',
      code: 'storage_unavailable',
      detail: 'The database does not answer. Calls are still accepted and kept; try again in a moment.',
    };
  }
  return {
    status: 500,
    title: 'Internal error',
    code: 'internal_error',
    detail: 'This is a fault of the server; its log says more.',
  };
}

const queryCancelled = '57014';

/** The operating system's words for a lost connection, PostgreSQL's classes 08 and 57P, and the pool's own. */
function isUnavailable(error: unknown, code: string): boolean {
  if (/^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|08...|57P..|53300)$/.test(code)) return true;
  return /connection terminated|timeout exceeded when trying to connect|Connection ended/i.test(messageOf(error));
}

/** Express puts one on errors that the request itself caused. */
function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
}
