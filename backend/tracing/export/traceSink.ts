import type { ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { CallRecord, Sink } from '../../call';
import { TracingError } from '../errors';
import { failureOf } from './failureOf';

export interface TraceSinkOptions {
  name: string;
  /** Called when there is something to send. */
  connect: () => Promise<SpanExporter>;
  spansOf: (record: CallRecord) => Promise<ReadableSpan[]>;
}

/**
 * Sends the spans of sampled calls to one exporter. The recorder's queue before it bounds the memory, tries again and says
 * once that nothing gets through; what is delivered twice has the same ids. A call that came as a span has been sent as one.
 */
export function traceSink({ name, connect, spansOf }: TraceSinkOptions): Sink {
  let exporter: Promise<SpanExporter> | null = null;
  return {
    name,
    required: false,
    isPoison: (error) => error instanceof TracingError && error.code === 'traces_refused',
    async write(calls, signal) {
      const sampled = calls.filter(({ sampling, source }) => sampling.sampled && source?.kind !== 'otlp');
      if (sampled.length === 0) return;
      const to = await (exporter ??= connect());
      for (const spans of portions(await Promise.all(sampled.map(spansOf)))) {
        signal.throwIfAborted();
        await exportAll(to, spans);
      }
    },
    async close() {
      await (await exporter)?.shutdown();
    },
  };
}

/** Of one request: collectors take 4 MB over gRPC where nobody told them otherwise. OpenTelemetry's own processor has as many. */
const mostSpans = 512;

/** Whole calls, together as many spans as one request may have; more only where one call has them. */
function portions(calls: readonly ReadableSpan[][]): ReadableSpan[][] {
  const all: ReadableSpan[][] = [];
  for (const spans of calls) {
    const last = all.at(-1);
    if (last !== undefined && last.length + spans.length <= mostSpans) last.push(...spans);
    else all.push([...spans]);
  }
  return all;
}

async function exportAll(exporter: SpanExporter, spans: ReadableSpan[]): Promise<void> {
  const { ExportResultCode } = await import('@opentelemetry/core');
  const { code, error } = await new Promise<ExportResult>((resolve) => exporter.export(spans, resolve));
  if (code !== ExportResultCode.SUCCESS) throw failureOf(error);
}
