export * from './calls';
export * from './detail';
export * from './problem';
