const { TestEnvironment } = require('jest-environment-jsdom');

/** What browsers have and jsdom has not, from Node. */
const missing = { Response, AbortController, AbortSignal, ReadableStream, structuredClone };

module.exports = class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, missing);
  }
};
