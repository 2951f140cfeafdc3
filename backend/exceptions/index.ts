export { createExceptions } from './createExceptions';
export { createSentry } from './sentry';
export { storedErrors } from './storedErrors';
