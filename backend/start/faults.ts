import type { StoredSummary } from '../call';
import type { LensConfig } from '../config';
import { createExceptions, createSentry, storedErrors } from '../exceptions';
import type { Log } from '../log';
import type { LogOf } from './log';

/** Errors that nobody expected, and calls that failed: counted, and told to Sentry where there is one. */
export function openFaults({ telemetry }: Pick<LensConfig, 'telemetry'>, version: string, openedLogOf: LogOf) {
  const { sentryDsn: dsn, environment, serviceVersion } = telemetry;
  const log = openedLogOf('sentry');
  const sentry =
    dsn === null ? null : createSentry({ dsn, release: serviceVersion ?? version, environment, log, now: Date.now });
  const limitsHit = { exceptions_not_counted: 0 };
  const exceptions = createExceptions({ now: Date.now, also: (error) => sentry?.send(error), limitsHit });
  return {
    logOf: (component: string): Log => exceptions.watch(openedLogOf(component), component),
    stored: (calls: readonly StoredSummary[]) => {
      if (sentry !== null) for (const error of storedErrors(calls)) sentry.send(error);
    },
    keepIn: exceptions.keepIn,
    limitsHit,
    async close() {
      await exceptions.close();
      await sentry?.close();
    },
  };
}
