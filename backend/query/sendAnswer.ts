import type { Request, Response } from 'express';
import { sendProblem } from '../http';

/** Ids are kept in lower case. One that is no UUID is simply unknown. */
export function idOf(req: Request): string {
  const { id } = req.params;
  return typeof id === 'string' ? id.toLowerCase().replaceAll('\0', '') : '';
}

/** Answers that there is no such call, or calls. */
export function sendUnknown(res: Response, ids: string[]): void {
  sendProblem(res, {
    code: 'unknown_call',
    detail: `There is no call ${ids.join(', ')}. It may be past its retention, or not written yet: try again in a second.`,
  });
}

/** Answers that there is no such session for this reader. */
export function sendUnknownSession(res: Response): void {
  sendProblem(res, {
    code: 'unknown_session',
    detail:
      'There is no such session, or it is not for this reader: those whose ids could be guessed are for readers with the scope "reveal".',
  });
}
