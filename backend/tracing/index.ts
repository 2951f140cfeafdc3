export { createTraceSinks } from './createTraceSinks';
