export * from './calls';
export * from './compare';
export * from './detail';
export * from './diff';
export * from './problem';
export * from './spans';
