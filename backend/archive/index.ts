export { createArchive, type Archive } from './createArchive';
export { filesOfCalls } from './filesOfCalls';
