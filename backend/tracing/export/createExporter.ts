import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Destination } from './destinations';
import { jsonExporter } from './jsonExporter';

/**
 * OpenTelemetry's exporter for a destination; headers, timeouts, compression and certificates it reads from `OTEL_*` by
 * itself. Loaded when there is something to send, as each is some hundred files.
 */
export async function createExporter(destination: Destination): Promise<SpanExporter> {
  switch (destination.kind) {
    case 'http/protobuf': {
      const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
      return new OTLPTraceExporter(urlOf(destination));
    }
    case 'http/json': {
      const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
      return new OTLPTraceExporter(urlOf(destination));
    }
    case 'grpc': {
      const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-grpc');
      return new OTLPTraceExporter(urlOf(destination));
    }
    case 'endpoint':
      return jsonExporter(destination.url);
    case 'console': {
      const { ConsoleSpanExporter } = await import('@opentelemetry/sdk-trace');
      return new ConsoleSpanExporter();
    }
  }
}

function urlOf({ url }: { url: string | null }): { url?: string } {
  return url === null ? {} : { url };
}
