import type { LensConfig } from '../config';
import { createLokiClient, createLokiLog } from '../loki';
import { componentLogs, createLog, type LogOf } from './log';

const lokiGraceMs = 2_000;

interface OpenLog {
  logOf: LogOf;
  limitsHit: { log_lines_dropped: number; loki_streams?: number };
  /** Sends what waits for Loki, for a moment at most. */
  close: () => Promise<void>;
}

/** The log of the gateway's process, on standard error and, where there is one, to Loki. */
export function openLog({ loki: { url, ...loki }, telemetry }: Pick<LensConfig, 'loki' | 'telemetry'>): OpenLog {
  const { serviceName: service } = telemetry;
  const local = componentLogs(createLog(process.stderr, service));
  if (url === null) return { logOf: local, limitsHit: { log_lines_dropped: 0 }, close: () => Promise.resolve() };
  const client = createLokiClient({ ...loki, url });
  const limitsHit = Object.assign(client.limitsHit, { log_lines_dropped: 0 });
  // That Loki is away is told where it can be read.
  const lokiLog = createLokiLog({ client, log: local('loki'), limitsHit });
  return {
    logOf: componentLogs(createLog(process.stderr, service, (line) => lokiLog.write(line))),
    limitsHit,
    close: () => lokiLog.close(lokiGraceMs),
  };
}

/** Who looks on at a terminal does not want to see each call; who pushes them to Loki has them there. */
export function recordsOf({
  logs,
  loki: { url, ...loki },
  live,
  telemetry,
}: Pick<LensConfig, 'live' | 'logs' | 'loki' | 'telemetry'>) {
  const { records, ...payloads } = logs;
  const print = records ?? (url === null && !process.stdout.isTTY);
  return {
    ...payloads,
    service: telemetry.serviceName,
    print,
    feed: live.records,
    loki: url === null ? null : { ...loki, url },
  };
}
