/**
 * What `import 'fast-check'` gives to every test (jest.config.mjs): fast-check itself, with the seed of this run. The
 * same inputs each time, so that a run that is green says something; `npm test -- --fresh-seed` tries others.
 */
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

fc.configureGlobal({ seed: Number(process.env.LENS_TEST_SEED ?? 1) });
module.exports = fc;
