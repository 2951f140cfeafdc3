export { indexChanges, type ChangeIndex, type PathChanges } from './changeIndex';
export { conversationOf } from './conversationOf';
export { markedRuns, type MarkedRun } from './markedRuns';
export { requestContext, type ContextSize } from './requestContext';
export type * from './types';
export { withRemoved, type PlacedMessage } from './withRemoved';
