import { codeOf, messageOf } from '../errors';

/** The database does not answer: the operating system's words for a lost connection, PostgreSQL's classes 08 and 57P, and the pool's own. */
export function isUnavailable(error: unknown): boolean {
  if (/^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|08...|57P..|53300)$/.test(codeOf(error))) return true;
  return /connection terminated|timeout exceeded when trying to connect|Connection ended/i.test(messageOf(error));
}
