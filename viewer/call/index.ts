export { CallDetails, type CallDetailsProps } from './CallDetails';
export { callKeys } from './callKeys';
export { readCallTab, type CallTab } from './callTabs';
export { outcomeBanner, statusTone, statusWord, type Banner, type Tone } from './outcome';
