export { PoliciesList } from './PoliciesList';
export { policiesKeys } from './policiesKeys';
