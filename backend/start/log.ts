import { pino, type DestinationStream, type Logger } from 'pino';

/** Structured logs, one JSON object a line. They never hold bodies, credentials or user ids. */
export function createLog(destination: DestinationStream): Logger {
  return pino(
    { level: 'info', base: { service: 'luthien-lens' }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}
