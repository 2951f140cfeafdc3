import { redactForSinks } from '@lens/core/privacy';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Log } from '../log';
import { prettyLine } from './prettyLine';

/** What a terminal says of itself. */
interface LogDestination extends DestinationStream {
  isTTY?: boolean;
}

/**
 * Structured logs: one JSON object a line (`timestamp`, `level`, `service`, `component`, `message`, and of a call `call_id`,
 * `trace_id`), and lines for people where somebody looks on. They never hold bodies, credentials or user ids; should one
 * get into a field all the same, it goes no further.
 *
 * @param also is given each line, as JSON
 */
export function createLog(
  destination: LogDestination,
  service: string,
  also: (line: string) => void = () => undefined,
): Logger {
  const isWatched = destination.isTTY === true;
  return pino(
    {
      level: 'info',
      base: { service },
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }), log: redactForSinks },
    },
    {
      write(line) {
        destination.write(isWatched ? prettyLine(line) : line);
        also(line);
      },
    },
  );
}

/** Gives a part of the product its log, which says on every line whose it is. */
export type LogOf = (component: string) => Log;

export function componentLogs(log: Logger): LogOf {
  return (component) => log.child({ component });
}
