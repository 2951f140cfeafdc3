export { billedOf, type Billed, type Sample } from './billed';
export { usageEventOf, usageOfStream, withLastUsage } from './streamUsage';
export { noUsage, tellsTokens, usageOf } from './usage';
