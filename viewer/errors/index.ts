export { ErrorGroups } from './ErrorGroups';
export { errorsKeys } from './errorsKeys';
