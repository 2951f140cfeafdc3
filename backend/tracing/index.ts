export { createTraceSinks } from './createTraceSinks';
export { startTracer } from './startTracer';
