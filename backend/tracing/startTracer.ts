import type { LensConfig } from '../config';
import type { Log } from '../log';
import { createExporter } from './export/createExporter';
import { destinations } from './export/destinations';
import { toldExporter } from './export/toldExporter';
import { watchDiagnostics } from './export/watchDiagnostics';
import { ownResource } from './ownResource';

interface TracerOptions {
  config: Pick<LensConfig, 'telemetry' | 'sampling'>;
  version: string;
  env: NodeJS.ProcessEnv;
  log: Log;
}

/** What is under way when the server stops has so long to get out. */
const flushMs = 2_000;

/**
 * OpenTelemetry's SDK for this process: everything that is not a model call (pages, query API, jobs and what they ask the
 * database) goes where the spans of calls go. Null where nothing is sent; then nothing of it is loaded.
 */
export async function startTracer({
  config,
  version,
  env,
  log,
}: TracerOptions): Promise<{ stop(): Promise<void> } | null> {
  const all = destinations(config.telemetry, env);
  if (all.length === 0) return null;
  await watchDiagnostics(log, Date.now);
  const { context, propagation, trace } = await import('@opentelemetry/api');
  const { W3CTraceContextPropagator } = await import('@opentelemetry/core');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const sdk = await import('@opentelemetry/sdk-trace');
  const exporters = await Promise.all(
    all.map(async (destination) => toldExporter(await createExporter(destination), destination.kind, log)),
  );
  const provider = new sdk.TracerProvider({
    resource: await ownResource({ ...config.telemetry, version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(config.sampling.ratio) }),
    spanProcessors: exporters.map((exporter) => new sdk.BatchSpanProcessor({ exporter })),
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    async stop() {
      const patience = new Promise<void>((resolve) => setTimeout(resolve, flushMs).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), patience]);
    },
  };
}
