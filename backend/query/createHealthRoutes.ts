import { Router } from 'express';
import type { Pool } from 'pg';

/** A balancer asks often and gives up soon. */
const patienceMs = 1_000;

/** `/healthz`: the process answers. `/readyz`: the database does too. Both open to anyone, and tell nothing else. */
export function createHealthRoutes({ pool }: { pool: Pool }): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const ready = await answersInTime(pool);
    res
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: ready ? 'ok' : 'unavailable' });
  });
  return router;
}

async function answersInTime(pool: Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  // Why it is not ready is in the log of whoever uses the database; here only that it is not.
  const answers = pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  const ready = await Promise.race([answers, late]);
  clearTimeout(timer);
  return ready;
}
