export { Facts, type Fact } from './Facts';
export type { SharedFact } from './FactTable';
