import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { codeOf } from '../../errors';
import { explainFailure, PostgresStartError, useOwnServer } from './errors';
import type { Server } from './server';

/** Crash recovery replays up to `max_wal_size` of log. */
const readyWaitMs = 300_000;

/** Connects until the server answers, rather than trusting its log. */
export async function waitUntilReady(server: Server, connectionString: string, clusterDir: string): Promise<void> {
  const began = Date.now();
  const ended = server.exited.then(() => 'ended' as const);
  for (;;) {
    const answer = await Promise.race([answers(connectionString), ended]);
    if (answer === true) return;
    if (answer === 'ended') throw explainFailure('PostgreSQL', clusterDir, server.output());
    if (Date.now() - began > readyWaitMs) {
      throw new PostgresStartError(
        'start_timeout',
        `PostgreSQL did not answer within ${readyWaitMs / 60_000} minutes.`,
        `It may still be recovering ${clusterDir}: start again. ${useOwnServer}`,
      );
    }
    await sleep(20);
  }
}

/** The database `lens`, made at the first start. */
export async function ensureDatabase(adminConnection: string): Promise<void> {
  const client = new Client({
    connectionString: adminConnection,
    connectionTimeoutMillis: readyWaitMs,
    query_timeout: readyWaitMs,
  });
  // A connection that breaks is told by the query, too; unheard here it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'lens'");
    if (rowCount === 0) await client.query('CREATE DATABASE lens');
  } finally {
    await client.end();
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (isWrongPassword(error)) throw wrongPassword(error);
    if (isStarting(error)) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** No socket yet, or a server that says it is starting up (57P03). */
function isStarting(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code === '57P03';
  if (['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(codeOf(error))) return true;
  return error instanceof Error && /timeout|terminated/i.test(error.message);
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '28P01';
}

function wrongPassword(cause: unknown): PostgresStartError {
  return new PostgresStartError(
    'no_permission',
    "The embedded database does not accept the password kept beside it (the file 'password').",
    'Restore that file from the backup that the database came from.',
    cause,
  );
}
