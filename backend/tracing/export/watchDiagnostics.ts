import type { Log } from '../../log';

const quietMs = 60_000;

/**
 * Tells of what OpenTelemetry's exporters only say on their own channel: that a collector took spans in part, and settings
 * that can't be read. Each of its sentences once a minute at most.
 */
export async function watchDiagnostics(log: Log, now: () => number): Promise<void> {
  const { diag, DiagLogLevel } = await import('@opentelemetry/api');
  const told = new Map<string, number>();
  const tell = (message: string) => {
    // What follows the sentence, an answer or an address, is nothing for a log.
    const [sentence = ''] = message.split(/[:'"{]/, 1);
    if (sentence === '') return;
    if (now() - (told.get(sentence) ?? -Infinity) < quietMs) return;
    told.set(sentence, now());
    log.warn({ sentence }, 'An exporter of spans has something to say.');
  };
  const ignore = () => undefined;
  diag.setLogger({ error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
}
