export { usageOfStream } from './streamUsage';
export { noUsage, tellsTokens, usageOf } from './usage';
