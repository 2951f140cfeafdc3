import { SpanKind, trace } from '@opentelemetry/api';
import { inSpan } from './traced';

interface SendsCommands {
  sendCommand(command: { name: string }, ...rest: never[]): unknown;
}

/**
 * Commands become spans where they are sent in one, as those of OpenTelemetry's own instrumentation do: what the live feed
 * publishes twenty times a second belongs to no request.
 */
export function traceRedis<Client extends SendsCommands>(client: Client): Client {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, ...rest) => {
    const run = (): unknown => send(command, ...rest);
    if (trace.getActiveSpan() === undefined) return run();
    const operation = command.name.toUpperCase();
    const attributes = { 'db.system.name': 'redis', 'db.operation.name': operation };
    return inSpan(`${operation} redis`, { kind: SpanKind.CLIENT, attributes }, run);
  };
  return client;
}
