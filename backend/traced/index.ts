export { tracePool } from './tracePool';
export { traceRedis } from './traceRedis';
export { traceRequests } from './traceRequests';
export { traced } from './traced';
export { tracedFetch } from './tracedFetch';
