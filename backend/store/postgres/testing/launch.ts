/** A program that starts the database in the folder it is given and then waits to be killed. Prints one line of JSON. */
import path from 'node:path';
import { findBinaries, PostgresStartError, startPostgres } from '../index';

const ignore = (): void => undefined;
const [dataDir = '', root = ''] = process.argv.slice(2);

startPostgres({
  dataDir,
  binaries: findBinaries(path.join(root, 'package.json')),
  log: { info: ignore, warn: ignore, error: ignore },
  durable: false,
}).then(
  ({ connectionString }) => process.stdout.write(`${JSON.stringify({ connectionString })}\n`),
  (error: unknown) => {
    const code = error instanceof PostgresStartError ? error.code : String(error);
    process.stdout.write(`${JSON.stringify({ code })}\n`);
  },
);
