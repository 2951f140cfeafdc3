import type { Resource } from '@opentelemetry/resources';
import type { TelemetryOfProgram } from '../config';

/** What sends: as the settings say, and over them OpenTelemetry's own variables. */
export async function ownResource(config: Omit<TelemetryOfProgram, 'servers'>): Promise<Resource> {
  const { detectResources, envDetector, resourceFromAttributes } = await import('@opentelemetry/resources');
  const { serviceName, serviceVersion, environment, version } = config;
  const own = resourceFromAttributes({
    'service.name': serviceName,
    'service.version': serviceVersion ?? version,
    ...(environment !== null && { 'deployment.environment.name': environment }),
  });
  return own.merge(detectResources({ detectors: [envDetector] }));
}
