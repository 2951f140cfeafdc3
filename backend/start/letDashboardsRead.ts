import { messageOf } from '../errors';
import type { Log } from '../log';
import { keepReader, readerRole } from '../store';
import type { Database } from './database';

/** The role that dashboards read with, where it has a password. Without the role calls are recorded all the same. */
export async function letDashboardsRead(options: {
  database: Pick<Database, 'connectionString' | 'ready'>;
  readerPassword: string | null;
  readerSeesUsers: boolean;
  log: Log;
}): Promise<void> {
  const { database, readerPassword: password, readerSeesUsers: seesUsers, log } = options;
  if (password === null || !(await database.ready)) return;
  try {
    await keepReader(database.connectionString, { password, seesUsers });
  } catch (error) {
    log.warn(
      { error: messageOf(error) },
      `The role ${readerRole} could not be made ready: dashboards can't read the database with it. The database's user needs CREATEROLE; docs/storage.md has the statements to run as somebody who has it.`,
    );
  }
}
