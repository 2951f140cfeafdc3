export { normaliseMessage } from './normaliseMessage';
