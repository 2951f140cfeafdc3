export { grafanaLinks, type CallInTime } from './grafanaLinks';
export { embeddedTraceSource } from './embeddedTraceSource';
export { openTraceSource } from './openTraceSource';
export type { Trace, TraceSource } from './traceSource';
export { withToldSpans } from './withToldSpans';
