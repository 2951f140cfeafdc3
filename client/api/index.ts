export { ApiError } from './apiError';
export { createApi, type ApiOptions, type CallsAsked, type LensApi } from './createApi';
export type { ActivityEvent } from './followActivity';
