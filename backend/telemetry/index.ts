export { createCallMetrics } from './metrics/callMetrics';
export { admissionReadings } from './metrics/sources/admissionReadings';
export { createMetrics, type Metrics } from './metrics/createMetrics';
export { createMetricsRoutes } from './metrics/createMetricsRoutes';
export { gatewayReadings } from './metrics/sources/gatewayReadings';
export { limitReadings } from './metrics/sources/limitReadings';
export { policyReadings } from './metrics/sources/policyReadings';
export { recorderReadings } from './metrics/sources/recorderReadings';
export { spoolReadings } from './metrics/sources/spoolReadings';
