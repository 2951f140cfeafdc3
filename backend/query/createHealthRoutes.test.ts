import express from 'express';
import { Pool } from 'pg';
import { serve } from '../auth/testing/serve';
import { createHealthRoutes } from './index';

test('a database that is away makes the process not ready but alive', async () => {
  const pool = new Pool({ host: '/nowhere/at/all', connectionTimeoutMillis: 500 });
  const served = await serve(express().use(createHealthRoutes({ pool })));
  const ready = await fetch(`${served.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable' }]);
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  await served.close();
  await pool.end();
});
