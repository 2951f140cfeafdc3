export { RawBodies } from './RawBodies';
export { downloadText } from './downloadText';
