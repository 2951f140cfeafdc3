import type { IncomingHttpHeaders } from 'node:http';

/** True where a body follows the headers, be it an empty one in chunks. */
export function declaresBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) !== 0);
}
