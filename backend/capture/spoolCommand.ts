import { CaptureError } from './errors';
import { inspectSpool } from './inspect';
import type { Log } from '../log';
import { quarantined } from './quarantine/quarantine';
import { retryQuarantined } from './quarantine/retryQuarantined';
import { isFolder, nodeFs, type SpoolFs } from './spool/fs';
import { describeFigures, readSpoolFigures } from './spoolFigures';

const spoolUsage = `Usage: npm run spool -- <command>

  stats [--json]     how large it is, and what waits in it since when
  ls                 the checkpoint and each file of the spool
  verify             reads every record; exit code 1 when something is damaged or missing
  quarantine         the calls that could not be recorded, and why
  retry <id>|all     puts them back into the spool, for the next start to record; nothing may be running
`;

export interface SpoolCommand {
  args: string[];
  /** The spool's folder. */
  dir: string;
  /** What it may take. */
  maxBytes: number;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  print: (line: string) => void;
  log: Log;
  files?: SpoolFs;
}

/**
 * `npm run spool`: looks into a spool, also while it is in use, and gives quarantined calls back to it. Returns the exit
 * code: 0 all is well, 1 something is damaged or could not be done, 2 the command was not understood.
 */
export async function spoolCommand(options: SpoolCommand): Promise<number> {
  const { args, dir, print, log, files = nodeFs } = options;
  const [command = '', which] = args;
  if (command === '--help' || command === '-h') {
    print(spoolUsage);
    return 0;
  }
  if (!isUnderstood(args)) {
    print(spoolUsage);
    return 2;
  }
  if (!isFolder(files, dir)) {
    print(`There is no spool in ${dir}: nothing was recorded there. LENS_DATA_DIR names another data folder.`);
    return 1;
  }
  if (command === 'stats') {
    const figures = readSpoolFigures({ files, dir, maxBytes: options.maxBytes, now: options.now() });
    for (const line of which === undefined ? describeFigures(figures) : [JSON.stringify(figures)]) print(line);
    return 0;
  }
  if (command === 'quarantine') return listQuarantine(files, dir, print);
  if (which === undefined) return inspectSpool(command === 'ls' ? 'ls' : 'verify', dir, print, files);
  try {
    return await retryQuarantined({ files, dir, which, print, log });
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    print(`Nothing was put back. ${error.message}`);
    return 1;
  }
}

function isUnderstood([command = '', which, ...more]: string[]): boolean {
  if (more.length > 0) return false;
  if (command === 'retry') return which !== undefined;
  if (command === 'stats') return which === undefined || which === '--json';
  return which === undefined && ['ls', 'verify', 'quarantine'].includes(command);
}

/** One line a call: its id, how much it is, since when it is there and why. */
function listQuarantine(files: SpoolFs, dir: string, print: (line: string) => void): number {
  const calls = quarantined(files, dir);
  for (const { callId, bytes, at, reason } of calls) print(`${callId}  ${bytes} bytes  ${at}  ${reason}`);
  print(calls.length === 0 ? 'No call is in quarantine.' : `${calls.length} in quarantine.`);
  return 0;
}
