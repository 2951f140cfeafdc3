import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { CallRecord, Sink } from '../call';
import type { TelemetryOfProgram } from '../config';
import type { Log } from '../log';
import { schemaUrls } from './attributes/genAiNames';
import { createExporter } from './export/createExporter';
import { destinations } from './export/destinations';
import { traceSink } from './export/traceSink';
import { watchDiagnostics } from './export/watchDiagnostics';
import { ownResource } from './ownResource';
import { recordSpans, type SpanShape } from './recordSpans';

/** One sink for each place that the spans of calls are sent to; none where tracing is off. Nothing is loaded before a call. */
export function createTraceSinks(config: TelemetryOfProgram, env: NodeJS.ProcessEnv, log: Log): Sink[] {
  let shape: Promise<SpanShape> | null = null;
  const made = new WeakMap<CallRecord, ReadableSpan[]>();
  // Made once for all that are sent the same.
  const spansOf = async (record: CallRecord) => {
    const known = made.get(record);
    if (known !== undefined) return known;
    const spans = recordSpans(record, await (shape ??= spanShape(config, log)));
    made.set(record, spans);
    return spans;
  };
  return destinations(config, env).map((destination) =>
    traceSink({ name: `traces ${destination.kind}`, connect: () => createExporter(destination), spansOf }),
  );
}

async function spanShape(config: TelemetryOfProgram, log: Log): Promise<SpanShape> {
  await watchDiagnostics(log, Date.now);
  const api = await import('@opentelemetry/api');
  const { TraceState } = await import('@opentelemetry/core');
  const { genAiNames: dialect, version, servers } = config;
  const schemaUrl = schemaUrls[dialect];
  return {
    resource: await ownResource(config),
    scope: { name: 'luthien-lens', version, ...(schemaUrl !== undefined && { schemaUrl }) },
    dialect,
    servers,
    api,
    readTraceState: (text) => new TraceState(text),
  };
}
