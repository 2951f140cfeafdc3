export { startViewBuilder, type ViewBuilderStats } from './builder/startViewBuilder';
export type { ViewBuilder } from './builder/viewBuilder';
export { createHealthRoutes } from './createHealthRoutes';
export { createTraceRoutes } from './createTraceRoutes';
export { createQueryRoutes } from './createQueryRoutes';
export { createRateLimit } from './rateLimit';
export { loadCallPage } from './loadCallPage';
export { loadPageView, type PageView } from './view/loadPageView';
export { loadPageComparison, type PageComparison } from './view/loadPageComparison';
