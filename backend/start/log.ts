import { pino, type DestinationStream, type Logger } from 'pino';
import type { Log } from '../log';

/** Structured logs, one JSON object a line. They never hold bodies, credentials or user ids. */
export function createLog(destination: DestinationStream): Logger {
  return pino(
    { level: 'info', base: { service: 'luthien-lens' }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}

/** Gives a part of the product its log, which says on every line whose it is. */
export type LogOf = (component: string) => Log;

export function componentLogs(log: Logger): LogOf {
  return (component) => log.child({ component });
}
