import { filesOfCalls } from '../archive';
import { countOf } from '../commandLine';
import type { Log } from '../log';
import { reachDatabase } from '../reachDatabase';
import { createPool, eraseCalls, type Binaries } from '../store';
import { readArguments, usage } from './arguments';

export interface EraseCommand {
  args: string[];
  /** Who erases, where the arguments do not say. */
  user: string;
  storage: { dataDir: string; databaseUrl: string | null; archiveDir: string | null };
  findBinaries: () => Binaries;
  print: (line: string) => void;
  log: Log;
}

/** Erases calls by their ids. Returns the exit code: 0 all of them are gone, 1 some were not there. */
export async function eraseCommand({ args, user, storage, findBinaries, print, log }: EraseCommand): Promise<number> {
  const asked = readArguments(args, user);
  if (asked === null) {
    print(usage);
    return 0;
  }
  const { archiveDir, ...place } = storage;
  const database = await reachDatabase({ ...place, findBinaries, log });
  const pool = createPool({ connectionString: database.connectionString, log, max: 1 });
  try {
    const { calls, storedAnew } = await eraseCalls(pool, asked.calls, asked.who);
    for (const callId of calls) print(`erased  ${callId}`);
    const missing = asked.calls.filter((callId) => !calls.includes(callId));
    for (const callId of missing) print(`not there  ${callId}`);
    print(`${countOf(calls.length, 'call')} erased; ${storedAnew} that had bytes in common with them stored anew.`);
    if (archiveDir !== null) await nameArchived(archiveDir, asked.calls, print);
    return missing.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
    await database.close();
  }
}

async function nameArchived(dir: string, calls: readonly string[], print: (line: string) => void): Promise<void> {
  const files = await filesOfCalls(dir, calls);
  if (files.length === 0) return;
  print(`Not looked into: files of the archive in ${dir}, which may have them or what was told around them:`);
  for (const file of files) print(`  ${file}`);
  print('How to erase there is in docs/storage.md#archive.');
}
