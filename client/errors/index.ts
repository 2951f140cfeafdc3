export { useErrors } from './useErrors';
