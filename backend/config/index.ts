export type * from './types';
export { ConfigError, type ConfigProblem } from './configError';
export { environmentVariables, type Environment } from './environment';
export { extendConfig, type ConfigAddition } from './extendConfig';
export { loadConfig, type ConfigSources } from './loadConfig';
export type { CheckPolicy } from './references';
