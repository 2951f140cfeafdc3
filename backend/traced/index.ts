export { tracePool } from './tracePool';
export { traceRequests } from './traceRequests';
export { traced } from './traced';
