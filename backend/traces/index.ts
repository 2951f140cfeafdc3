export { embeddedTraceSource } from './embeddedTraceSource';
export type { TracedCall, TraceSource } from './traceSource';
