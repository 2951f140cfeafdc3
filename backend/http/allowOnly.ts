import type { RequestHandler } from 'express';
import { sendProblem } from './problem';

/** The last handler of an address, which says what it takes. */
export function allowOnly(...methods: readonly string[]): RequestHandler {
  const allowed = methods.join(', ');
  return (req, res) => {
    res.set('allow', allowed);
    const detail = `${req.method} is not possible here; this address takes ${allowed}.`;
    sendProblem(res, { code: 'method_not_allowed', detail });
  };
}

/** Of an address that can only be read. */
export const readOnly = allowOnly('GET', 'HEAD');
