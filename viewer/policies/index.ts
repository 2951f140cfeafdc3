export { PoliciesList } from './PoliciesList';
