export type { Replacement, TextRule, TextSearch } from './rule';
export { rewriteText, rewriteWithRest, type Report } from './rewriteText';
export { createTextChannel, rewritten, type HoldingTextChannel, type Settled } from './textChannel';
export { leftmost } from './leftmost';
export { literalRule } from './literalRule';
export { regexRule } from './regexRule';
export { leftContext } from './rule';
