export { useLoaded } from './useLoaded';
