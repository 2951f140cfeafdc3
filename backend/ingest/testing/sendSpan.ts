import { SpanKind, SpanStatusCode, type Attributes, type SpanContext } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

export interface SpanToSend {
  attributes: Attributes;
  events?: [string, Attributes][];
  error?: string;
  exporter?: 'protobuf' | 'json';
}

/** Sends a span as an application does, by OpenTelemetry's SDK: a service `shop`, a second and a half, a minute ago. */
export async function sendSpan(
  to: { url: string; headers: Record<string, string> },
  { attributes, events = [], error, exporter = 'protobuf' }: SpanToSend,
): Promise<SpanContext> {
  const Exporter = exporter === 'json' ? JsonExporter : ProtobufExporter;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: new Exporter(to) })],
  });
  const began = Date.now() - 60_000;
  const span = provider.getTracer('test').startSpan('chat', { kind: SpanKind.CLIENT, attributes, startTime: began });
  for (const [name, said] of events) span.addEvent(name, said);
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  span.end(began + 1500);
  await provider.shutdown();
  return span.spanContext();
}
