export { createArchive, type Archive } from './createArchive';
