export { callsAsked } from './callsAsked';
export type { ListedCalls } from './listedCalls';
export { useCallsList } from './useCallsList';
