import { codeOf } from '../errors';

/** What stands between the product and its start, in words for the terminal; null for errors that are ours to explain. */
export function startupProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('remedy' in error && typeof error.remedy === 'string') return `${error.message}\n${error.remedy}`;
  // Typed errors of our own are written for people; what the system throws is not.
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return 'The port is in use by another program. Stop it, or choose another: LENS_PORT=8081 npm start';
  if (code === 'EACCES')
    return `Permission denied: ${error.message}. Start as a user who may do that, or change the setting.`;
  if (code === 'ENOSPC')
    return `The disk is full: ${error.message}. Free some space, or move the data with LENS_DATA_DIR.`;
  if (code === 'EADDRNOTAVAIL')
    return 'LENS_HOST is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of them.';
  if (/^[a-z]+(_[a-z]+)+$/.test(code)) return error.message;
  if (/^E[A-Z]+$/.test(code))
    return `${error.message}. Check that path or address, or choose another (LENS_DATA_DIR, LENS_HOST, LENS_PORT).`;
  return null;
}
