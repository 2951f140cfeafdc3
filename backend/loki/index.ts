export { createLokiClient } from './lokiClient';
export { lokiDestination } from './lokiDestination';
export { createLokiLog } from './lokiLog';
