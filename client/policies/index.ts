export { usePolicies } from './usePolicies';
