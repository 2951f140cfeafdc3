export { grafanaLinks, type CallInTime } from './grafanaLinks';
export { embeddedTraceSource } from './embeddedTraceSource';
export type { TracedCall, TraceSource } from './traceSource';
