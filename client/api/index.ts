export { ApiError } from './apiError';
export { createApi, type CallsAsked, type LensApi } from './createApi';
export type { ActivityEvent } from './followActivity';
