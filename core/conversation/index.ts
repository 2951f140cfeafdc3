export { conversationOf } from './conversationOf';
export type * from './types';
