import { problemSchema } from '@lens/core/api';
import type { ZodError } from 'zod';

/** Why the query API gave no answer, in words for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The server's own code for it (docs/api.md), or `unreachable`, `unexpected_status`, `unreadable_answer`. */
  readonly code: string;
  /** Of the answer; null where there was none. */
  readonly status: number | null;

  constructor(code: string, message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

export function unreachable(cause: unknown): ApiError {
  return new ApiError('unreachable', 'The server could not be reached.', null, { cause });
}

/** An answer that is none of ours may come from a proxy in between, whose problems lack a code, or are pages. */
const anyProblem = problemSchema.partial();

/** The error that an answer with an error status tells of. */
export function refused(status: number, body: unknown): ApiError {
  const { data: problem } = anyProblem.safeParse(body);
  const message = problem?.detail ?? problem?.title ?? `The server answered ${status} without saying why.`;
  return new ApiError(problem?.code ?? 'unexpected_status', message, status);
}

/** The error of an answer that is no JSON, or JSON of another shape than the API has. */
export function unreadable(status: number, cause: unknown, shape?: ZodError): ApiError {
  const [issue] = shape?.issues ?? [];
  const where = issue === undefined ? '' : ` (${issue.path.join('.') || 'the whole'}: ${issue.message})`;
  const message = `The server’s answer could not be read${where}. This page may be older than the server: load it again.`;
  return new ApiError('unreadable_answer', message, status, { cause });
}

/** What is told of a request that failed. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
