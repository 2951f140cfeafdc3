import type { Response } from 'express';

/** Answers with a value as JSON; `res` has its status already. */
export function sendJson(res: Response, value: object): void {
  sendText(res, JSON.stringify(value));
}

/** The same with what is JSON already. Not `res.json`: hashing megabytes for an ETag is wasted on what may not be stored. */
export function sendText(res: Response, json: string): void {
  res.set('x-content-type-options', 'nosniff').type('application/json').end(json);
}
