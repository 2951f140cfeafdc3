export { billedOf, type Billed, type Sample } from './billed';
export { mayTellTokens, usageEventOf, usageOfStream, withLastUsage } from './streamUsage';
export { withoutContent } from './withoutContent';
export { noUsage, tellsTokens, usageOf } from './usage';
