export { useCall, type FirstView } from './useCall';
export { giveScore } from './giveScore';
