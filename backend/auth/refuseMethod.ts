import type { RequestHandler } from 'express';
import { sendProblem } from './sendProblem';

/** The last handler of an address that can only be read. */
export const refuseMethod: RequestHandler = (req, res) => {
  res.set('allow', 'GET, HEAD');
  sendProblem(res, {
    code: 'method_not_allowed',
    detail: `${req.method} is not possible here; this address can only be read.`,
  });
};
