const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2023',
    },
    module: { type: 'commonjs' },
  },
];

/** Unit tests sit beside the code; `tests/` holds what crosses rooms and needs the built product. */
export default {
  transform: { '^.+\\.tsx?$': swc },
  testEnvironment: 'node',
  // Ends a test that hangs. None is bound to be quick: this may be a machine on which many others work. What a test waits for
  // in vain (tests/support/until.ts) it says before.
  testTimeout: 360_000,
  moduleNameMapper: {
    '\\.css$': '<rootDir>/tests/support/empty.cjs',
    '^fast-check$': '<rootDir>/tests/support/fastCheck.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  testMatch: ['<rootDir>/{core,backend,viewer,client,provisioning,tests}/**/*.test.{ts,tsx}'],
};
