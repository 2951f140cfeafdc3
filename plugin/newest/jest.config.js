const path = require('path');
const { grafanaESModules, nodeModulesToTransform } = require('../.config/jest/utils');
const base = require('../jest.config');

/** Packages that are ES modules by their names alone. */
const esModules = ['@noble/hashes', 'zod', 're2js', '@react-hookz/web', '@ver0/deep-equal'];

const isReact = ([pattern]) => pattern.startsWith('^(react|react-dom)');

/** The plugin's tests, with Grafana's newest packages and the React that they want. */
module.exports = {
  ...base,
  rootDir: path.dirname(__dirname),
  resolver: path.join(__dirname, 'resolver.js'),
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...esModules])],
  moduleNameMapper: Object.fromEntries(Object.entries(base.moduleNameMapper).filter((each) => !isReact(each))),
};
