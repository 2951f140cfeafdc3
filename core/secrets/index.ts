export { secretRule } from './secretRule';
export { secretName } from './shapes';
