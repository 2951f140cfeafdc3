const { TestEnvironment } = require('jest-environment-jsdom');

/** What browsers have and jsdom has not, from Node. */
const missing = { Response, AbortController, AbortSignal, ReadableStream, structuredClone };

module.exports = class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    // Those of React 19 would keep Node running.
    const ports = (this.ports = []);
    class Channel extends MessageChannel {
      constructor() {
        super();
        ports.push(this.port1, this.port2);
      }
    }
    Object.assign(this.global, missing, { MessageChannel: Channel });
  }

  async teardown() {
    for (const port of this.ports) port.close();
    await super.teardown();
  }
};
