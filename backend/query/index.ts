export { startViewBuilder } from './builder/startViewBuilder';
export type { ViewBuilder } from './builder/viewBuilder';
export { createHealthRoutes } from './createHealthRoutes';
export { createQueryRoutes } from './createQueryRoutes';
export type { QueryDeps, ViewDeps } from './deps';
export { loadCallPage } from './loadCallPage';
export { toCall } from './toCall';
export { loadPageView, type PageView } from './view/loadPageView';
export { loadPageComparison, type PageComparison } from './view/loadPageComparison';
