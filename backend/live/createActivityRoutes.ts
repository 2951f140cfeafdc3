import { activityQuerySchema } from '@lens/core/api';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { principalKey, type Auth } from '../auth';
import { ProblemError, parseQuery, readOnly, sendProblem } from '../http';
import type { From } from './beginning';
import type { LiveFeed } from './liveFeed';

export interface ActivityRoutesOptions {
  feed: LiveFeed;
  auth: Pick<Auth, 'authenticate' | 'principalOf' | 'requireScope'>;
  /** Shared with the query API: to open a stream is a request. */
  rateLimit: RequestHandler;
  limits: StreamLimits;
  limitsHit: StreamLimitsHit;
  /** Comes between two signs of life; fifteen seconds when left out. */
  beatMs?: number;
}

export interface StreamLimits {
  /** Open at a time, and of these by one reader. */
  maxStreams: number;
  streamsPerReader: number;
}

/** How often each was hit, by the name under which it is counted. */
export type StreamLimitsHit = Record<'live_streams' | 'live_streams_of_reader' | 'live_reader_too_slow', number>;

/** `GET /api/v1/activity`: the live feed as server-sent events, for whoever has the scope `read`. */
export function createActivityRoutes(options: ActivityRoutesOptions): Router {
  const { auth, limits, limitsHit } = options;
  const open = new Map<Response, string>();
  const router = Router();

  /** Null when there is room for one more. */
  function refusal(reader: string): string | null {
    const ofReader = [...open.values()].filter((each) => each === reader).length;
    if (ofReader >= limits.streamsPerReader) {
      limitsHit.live_streams_of_reader += 1;
      return `You have ${ofReader} of these streams open, which is as many as one reader may have. Close one first.`;
    }
    if (open.size < limits.maxStreams) return null;
    limitsHit.live_streams += 1;
    return `There are ${open.size} of these streams open, which is as many as there may be. Try again in a minute.`;
  }

  router
    .route('/api/v1/activity')
    .all(auth.requireScope('read'), options.rateLimit)
    .get(async (req, res) => {
      const from = readFrom(req);
      if (from instanceof ProblemError) {
        sendProblem(res, from.problem);
        return;
      }
      const reader = principalKey(auth.principalOf(req));
      const refused = refusal(reader);
      if (refused !== null) {
        res.set('retry-after', '60');
        sendProblem(res, { code: 'too_many_streams', detail: refused });
        return;
      }
      open.set(res, reader);
      res.once('close', () => open.delete(res));
      await stream(req, res, from, options);
    })
    .all(readOnly);
  return router;
}

/** Where to begin, or what is wrong with the question. */
function readFrom(req: Request): From | ProblemError {
  try {
    const { recent } = parseQuery(activityQuerySchema, req.query);
    const after = req.get('last-event-id') ?? '';
    return after === '' ? { recent } : { after };
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

async function stream(req: Request, res: Response, from: From, options: ActivityRoutesOptions): Promise<void> {
  const { feed, auth, limitsHit, beatMs = 15_000 } = options;
  const cutOff = (): void => {
    limitsHit.live_reader_too_slow += 1;
    res.destroy();
  };
  res.set({
    'content-type': 'text/event-stream; charset=utf-8',
    'x-content-type-options': 'nosniff',
    // A proxy that gathers answers would keep everything back.
    'x-accel-buffering': 'no',
  });
  const following = await feed.follow({ write: (bytes) => res.write(bytes), cutOff, end: () => res.end() }, from);
  res.on('drain', () => following.goOn());
  let wasStuck = false;
  const beat = setInterval(() => {
    // Who has signed out, or whose token is none any more, is told nothing further.
    if (auth.authenticate(req.headers)?.scopes.includes('read') !== true) res.end();
    else if (!res.writableNeedDrain) res.write(': alive\n\n');
    else if (wasStuck) cutOff();
    wasStuck = res.writableNeedDrain;
  }, beatMs);
  const ended = (): void => {
    clearInterval(beat);
    following.leave();
  };
  if (res.closed || res.destroyed) ended();
  else res.once('close', ended);
}
