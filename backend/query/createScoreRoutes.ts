import { newScoreSchema } from '@lens/core/api';
import express, { Router } from 'express';
import { mayReveal, actorOf } from '../auth';
import { allowOnly, isFromElsewhere, parseBody, sendJson, sendProblem } from '../http';
import { findScores, writeScore } from '../store';
import { answerError } from './answerError';
import type { QueryDeps } from './deps';
import { idOf, sendUnknown } from './sendAnswer';
import { toScore } from './view/toScore';

const path = '/api/v1/calls/:id/scores';
/** A name, a number and a comment. */
const bodyBytes = 16 * 1024;

/** `/api/v1/calls/{id}/scores`: given with the scope `score`, read with `read`. */
export function createScoreRoutes({
  pool,
  auth,
  rateLimit,
  log,
}: Pick<QueryDeps, 'pool' | 'auth' | 'rateLimit' | 'log'>): Router {
  const router = Router();
  router
    .route(path)
    .get(auth.requireScope('read'), rateLimit, async (req, res) => {
      const revealed = mayReveal(auth.principalOf(req));
      sendJson(res, { scores: (await findScores(pool, idOf(req))).map((score) => toScore(score, revealed)) });
    })
    .post(
      auth.requireScope('score'),
      rateLimit,
      (req, res, next) => {
        // A browser sends a cookie by itself, a token never.
        if (auth.principalOf(req).by === 'token' || !isFromElsewhere(req.headers)) next();
        else sendProblem(res, { code: 'forbidden', detail: 'Scores are not taken from the pages of other sites.' });
      },
      express.json({ limit: bodyBytes, type: () => true }),
      async (req, res) => {
        const { name, value, comment = null } = parseBody(newScoreSchema, req.body);
        const scorer = actorOf(auth.principalOf(req));
        const score = await writeScore(pool, idOf(req), { name, value, comment, scorer });
        if (score === null) sendUnknown(res, [idOf(req)]);
        // Whoever gave it knows what it says.
        else sendJson(res.status(201), toScore(score, true));
      },
    )
    .all(allowOnly('GET', 'HEAD', 'POST'));
  router.use('/api', answerError(log));
  return router;
}
