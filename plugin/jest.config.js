const path = require('path');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');
const base = require('./.config/jest.config');
require('ts-node').register({ project: path.join(__dirname, 'tsconfig.json') });
const { roomPackages } = require('./rooms');

process.env.TZ = 'UTC';
// i18next, in Grafana's packages, otherwise prints an advertisement in each test file.
process.env.I18NEXT_NO_SUPPORT_NOTICE = 'true';

const here = (...parts) => path.join(__dirname, ...parts);
const [[, [transformer, swc]]] = Object.entries(base.transform);

/** Grafana's own configuration, with the rooms and their packages as webpack has them. */
module.exports = {
  ...base,
  testEnvironment: here('jest-environment.js'),
  testTimeout: 60_000,
  moduleFileExtensions: ['ts', 'tsx', 'js', 'jsx', 'mjs', 'json', 'node'],
  // Some of Grafana's packages are ES modules by their names alone.
  transform: {
    '^.+\\.(m?[jt]s|[jt]sx)$': [
      transformer,
      { ...swc, jsc: { ...swc.jsc, target: 'es2022', transform: { react: { runtime: 'automatic' } } } },
    ],
  },
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, '@noble/hashes', 'zod', 're2js'])],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    '^@lens/viewer/testIds$': here('../viewer/testIds.ts'),
    '^@lens/([^/]+/[^.]+)$': here('../$1/index.ts'),
    // One React for the rooms and for Grafana's components, one copy of every package.
    [`^(react|react-dom)(/.*)?$`]: here('node_modules/$1$2'),
    ...Object.fromEntries(roomPackages.map((name) => [`^${name}(/.*)?$`, here('node_modules', `${name}$1`)])),
  },
};
