import type { ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { CallRecord, Sink } from '../../call';
import { TracingError } from '../errors';

export interface TraceSinkOptions {
  name: string;
  /** Called when there is something to send. */
  connect: () => Promise<SpanExporter>;
  spansOf: (record: CallRecord) => Promise<ReadableSpan[]>;
}

/**
 * Sends the spans of sampled calls to one exporter. The recorder's queue before it bounds the memory, tries again and says
 * once that nothing gets through; what is delivered twice has the same ids.
 */
export function traceSink({ name, connect, spansOf }: TraceSinkOptions): Sink {
  let exporter: Promise<SpanExporter> | null = null;
  return {
    name,
    required: false,
    isPoison: (error) => error instanceof TracingError && error.code === 'traces_refused',
    async write(calls, signal) {
      const sampled = calls.filter(({ sampling }) => sampling.sampled);
      if (sampled.length === 0) return;
      const spans = (await Promise.all(sampled.map(spansOf))).flat();
      signal.throwIfAborted();
      await exportAll(await (exporter ??= connect()), spans);
    },
    async close() {
      await (await exporter)?.shutdown();
    },
  };
}

async function exportAll(exporter: SpanExporter, spans: ReadableSpan[]): Promise<void> {
  const { ExportResultCode } = await import('@opentelemetry/core');
  const { code, error } = await new Promise<ExportResult>((resolve) => exporter.export(spans, resolve));
  if (code !== ExportResultCode.SUCCESS) throw failure(error);
}

/** Statuses of HTTP and of gRPC (`INVALID_ARGUMENT`) that blame what was sent, and would again. */
const refusals = new Set([400, 413, 422, 3]);

/** Answers may quote what was sent, so that only their status is told. */
function failure(error: Error | undefined): TracingError {
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') {
    const refused = refusals.has(code);
    return new TracingError(
      refused ? 'traces_refused' : 'traces_not_sent',
      `The spans were answered with status ${code}.`,
    );
  }
  const reason = typeof code === 'string' ? ` (${code})` : '';
  return new TracingError('traces_not_sent', `The spans could not be sent${reason}.`);
}
