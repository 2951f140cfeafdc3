export { createJsonTextRewriter } from './jsonTextRewriter';
export { rewriteJsonText } from './rewriteJsonText';
export type { TextChannel } from './textChannel';
