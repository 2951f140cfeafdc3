import { createRandomHex } from './randomHex';
import { providerTraceparent, traceContext } from './traceContext';

const randomHex = createRandomHex();
const caller = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

describe('trace context', () => {
  test('continues the trace of the caller with a span of its own', () => {
    const trace = traceContext(caller, randomHex);
    expect(trace).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentSpanId: '00f067aa0ba902b7' });
    expect(trace.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(trace.providerSpanId).toMatch(/^[0-9a-f]{16}$/);
    expect(trace.providerSpanId).not.toBe(trace.spanId);
    expect(providerTraceparent(trace)).toBe(`00-4bf92f3577b34da6a3ce929d0e0e4736-${trace.providerSpanId}-00`);
  });

  test.each([
    ['missing', undefined],
    ['of the forbidden version', `ff${caller.slice(2)}`],
    ['with a trace id of zeros', '00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
    ['with a span id of zeros', '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01'],
    ['in upper case', caller.toUpperCase()],
    ['too short', '00-4bf9-00f0-01'],
  ])('starts a trace when traceparent is %s', (_what, traceparent) => {
    const trace = traceContext(traceparent, randomHex);
    expect(trace.parentSpanId).toBeNull();
    expect(trace.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(trace.traceId).not.toBe(caller.slice(3, 35));
  });

  test('reads a later version as far as it knows it', () => {
    expect(traceContext(`cc${caller.slice(2)}-what-ever`, randomHex).parentSpanId).toBe('00f067aa0ba902b7');
  });
});
