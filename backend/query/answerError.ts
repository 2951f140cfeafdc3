import { problemCatalogue } from '@lens/core/api';
import type { ErrorRequestHandler } from 'express';
import { ProblemError, sendProblem, type ProblemFields } from '../http';
import { codeOf } from '../errors';
import { faultOf, type Log } from '../log';
import { BuildFailure, ViewError } from './builder/viewError';
import { isUnavailable } from './isUnavailable';

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
    } else if (problemCatalogue[problem.code].status >= 500) {
      const fault = error instanceof BuildFailure ? error.fault : faultOf(error);
      log.error({ method: req.method, path: req.path, ...fault }, 'A request could not be answered.');
    }
    sendProblem(res, problem);
  };
}

const busySeconds = 5;

function problemOf(error: unknown): ProblemFields {
  if (error instanceof ProblemError) return error.problem;
  const body = bodyProblemOf(error);
  if (body !== null) return body;
  if (error instanceof ViewError) return { code: error.code, detail: error.message };
  if (statusOf(error) === 400) {
    return { code: 'bad_request', detail: 'The address can not be read.' };
  }
  if (codeOf(error) === queryCancelled) {
    return {
      code: 'query_too_slow',
      detail: 'The search was stopped because it took too long. Add a filter, such as a time range.',
    };
  }
  if (error instanceof BuildFailure ? error.unavailable : isUnavailable(error)) {
    return {
      code: 'storage_unavailable',
      detail: 'The database does not answer. Calls are still accepted and kept; try again in a moment.',
    };
  }
  return {
    code: 'internal_error',
    detail: 'This is a fault of the server; its log says more.',
  };
}

/** What Express says of a body that it could not read. */
function bodyProblemOf(error: unknown): ProblemFields | null {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') return { code: 'body_too_large', detail: 'Send 16 KiB at the most.' };
  if (typeof type !== 'string' || !/^(entity|encoding|charset|request)\./.test(type)) return null;
  return { code: 'invalid_body', detail: 'Send the body as JSON, in UTF-8 and not compressed.' };
}

const queryCancelled = '57014';

/** Express puts one on errors that the request itself caused. */
function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
}
