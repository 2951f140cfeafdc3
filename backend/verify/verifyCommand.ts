import path from 'node:path';
import { DatabaseError, type Pool } from 'pg';
import { openSpoolContents } from '../capture';
import { codeOf, messageOf } from '../errors';
import type { Log } from '../log';
import { NoDatabaseError, reachDatabase } from '../reachDatabase';
import { countCalls, createPool, firstCallIdAt, type Binaries } from '../store';
import { readArguments, usage, type VerifyArguments } from './arguments';
import { collectFindings } from './finding';
import { showProgress } from './progress';
import { jsonReport, textReport, type Verified } from './report';
import { emptyTally } from './tally';
import { verifySpool } from './verifySpool';
import { verifyStored } from './verifyStored';

export interface VerifyCommand {
  args: string[];
  storage: { dataDir: string; databaseUrl: string | null; retentionDays: number };
  findBinaries: () => Binaries;
  print: (text: string) => void;
  /** Where progress is shown, if it is a terminal. */
  terminal: NodeJS.WriteStream;
  log: Log;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
}

/** What one statement may take: it reads some megabytes at most, counting apart. */
const statementTimeoutMs = 120_000;
const dayMs = 86_400_000;

/**
 * `npm run verify`: reads back what is stored and proves it. Returns the exit status: 0 proven, 1 something is wrong. Throws
 * where the command is not understood, or what is stored can't be reached.
 */
export async function verifyCommand(command: VerifyCommand): Promise<number> {
  const { print, storage, findBinaries, log, now } = command;
  const asked = readArguments(command.args, now());
  if (asked.help) {
    print(usage);
    return 0;
  }
  const dataDir = path.resolve(storage.dataDir);
  const database = await reachDatabase({ ...storage, dataDir, findBinaries, log });
  const pool = createPool({
    connectionString: database.connectionString,
    log,
    max: 1,
    statementTimeoutMs,
    queryTimeoutMs: 2 * statementTimeoutMs,
    applicationName: 'luthien-lens verify',
  });
  try {
    const verified = await verify(asked, pool, path.join(dataDir, 'spool'), command);
    print(asked.json ? JSON.stringify(jsonReport(verified), null, 2) : textReport(verified));
    return verified.findings.total() === 0 ? 0 : 1;
  } catch (error) {
    throw explained(error);
  } finally {
    await pool.end();
    await database.close();
  }
}

/** What is not the fault of this program, in words for the terminal. */
function explained(error: unknown): unknown {
  const code = codeOf(error);
  if (code === '42P01') return new NoDatabaseError('The database holds no calls: Luthien Lens has not run on it yet.');
  if (code === '42703') {
    return new NoDatabaseError('The database is of another version. Start this one on it once, and verify again.');
  }
  const message = messageOf(error);
  const isLost = error instanceof DatabaseError || /^E[A-Z]+$/.test(code) || /terminated|timeout/.test(message);
  if (!isLost) return error;
  return new NoDatabaseError(`What is stored could not be read to its end: ${message}. Verify again.`, {
    cause: error,
  });
}

async function verify(
  { range, callId }: VerifyArguments,
  pool: Pool,
  spoolDir: string,
  { terminal, now, storage }: VerifyCommand,
): Promise<Verified> {
  const began = now();
  const tally = emptyTally();
  const findings = collectFindings();
  // First the spool: what is stored of it by then is among what is read afterwards.
  const contents = openSpoolContents(spoolDir);
  const keptFrom = firstCallIdAt(began - storage.retentionDays * dayMs);
  const spool = contents && (await verifySpool({ contents, pool, range, keptFrom }, findings));
  const total = terminal.isTTY ? await countCalls(pool, range) : 0;
  const progress = showProgress({ output: terminal, total, now });
  await verifyStored(pool, range, tally, findings, () => progress.call());
  progress.end();
  if (callId !== null && tally.calls === 0 && (spool?.calls ?? 0) === 0) {
    findings.add({ callId, code: 'call_missing', message: 'no such call is stored, nor is it in the spool.' });
  }
  return { tally, findings, spool, seconds: (now() - began) / 1000 };
}
