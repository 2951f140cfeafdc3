export { noBus } from './bus';
export { createActivityRoutes, type StreamLimitsHit } from './createActivityRoutes';
export { createLiveFeed, type LiveFeed, type LiveStats } from './liveFeed';
export { createRedisBus } from './redisBus';
