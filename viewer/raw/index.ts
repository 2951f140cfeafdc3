export { RawBodies } from './RawBodies';
