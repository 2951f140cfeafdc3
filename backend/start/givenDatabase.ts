import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors';
import type { Log } from '../log';
import { checkServer, migrate, ServerTooOldError } from '../store';

const firstRetryMs = 500;
const maxRetryMs = 10_000;

/** An old server will not get younger: it is refused at the start. Any other trouble may pass, and is told by the tries that follow. */
export async function refuseOldServer(url: string): Promise<void> {
  try {
    await checkServer(url);
  } catch (error) {
    if (error instanceof ServerTooOldError) throw error;
  }
}

/** Brings the schema of a given database up to date as soon as it answers. Resolves to false when `ending` comes first. */
export async function migrateWhenReachable(url: string, dir: string, log: Log, ending: AbortSignal): Promise<boolean> {
  let told = '';
  for (let pause = firstRetryMs; !ending.aborted; pause = Math.min(2 * pause, maxRetryMs)) {
    try {
      await checkServer(url);
      await migrate(url, dir);
      if (told !== '') log.info({}, 'The database is prepared.');
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== told) {
        log.error({ error: reason }, 'The database could not be prepared. Calls wait in the spool; it is tried again.');
      }
      told = reason;
      await wait(pause, undefined, { signal: ending }).catch(() => undefined);
    }
  }
  return false;
}

/** Without the stack that the migration library puts into its messages. A connection refused at several addresses has no message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  const [first = ''] = messageOf(error).split('\n');
  return first;
}
