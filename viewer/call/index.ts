export { CallDetails, type CallDetailsProps } from './CallDetails';
export type { Neighbour } from './CallHeader';
export { GiveScore, type GivenScore } from './GiveScore';
export { missingBody } from './missingBody';
export { callKeys } from './callKeys';
export { readCallTab, type CallTab } from './callTabs';
