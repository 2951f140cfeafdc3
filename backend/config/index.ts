export type * from './types';
export { ConfigError, type ConfigProblem } from './configError';
export { extendConfig } from './extendConfig';
export { loadConfig } from './loadConfig';
