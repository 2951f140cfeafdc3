import { normaliseMessage } from '@lens/core/errors';
import { errorOccurrence, errorWord, type ErrorOccurrence } from '../call';
import type { ErrorDescription } from '../describeError';
import type { Log } from '../log';

/** A part's log that also tells of each error that nobody expected: what is logged with a description of it (`err`). */
export function watchLog(log: Log, component: string, now: () => number, note: (error: ErrorOccurrence) => void): Log {
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error(fields, message) {
      log.error(fields, message);
      const { err, call_id: callId = null }: { err?: ErrorDescription; call_id?: string | null } = fields;
      if (err !== undefined) note(exceptionOf(err, component, message, now(), callId));
    },
  };
}

/** Of the error itself there is no message, as it may quote what it worked on; the log's own sentence says what failed. */
function exceptionOf(err: ErrorDescription, component: string, message: string, at: number, callId: string | null) {
  const type = err.code === null ? errorWord(err.type) : `${errorWord(err.type)} ${errorWord(err.code)}`;
  const facts = {
    kind: 'exception' as const,
    type,
    message: normaliseMessage(message),
    status: null,
    provider: null,
    operation: null,
    policy: null,
    component,
    frames: framesOf(err.stack),
  };
  return errorOccurrence(facts, at, callId);
}

const mostFrames = 5;

/** `at handle (/srv/lens/backend/gateway/handleCall.ts:12:3)`: what is called, and where it stands. */
const frame = /^at (?:(?<called>.+) \()?(?<file>[^()]+?):\d+:\d+\)?$/;
/** Where a file lies is of the machine; from here on it is of the code. */
const within = /(?:^|\/)(?:node_modules|backend|core|viewer|client)\/.*$/;

/** The functions of a stack with their files, the innermost first: without places in them, which every version moves. */
function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const { called, file } = frame.exec(line.trim())?.groups ?? {};
      if (file === undefined) return [];
      const known = within.exec(file)?.[0].replace(/^\//, '') ?? file.slice(file.lastIndexOf('/') + 1);
      return [called === undefined ? known : `${called} (${known})`];
    })
    .slice(0, mostFrames);
}
