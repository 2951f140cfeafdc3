export { useCall, type FirstView } from './useCall';
