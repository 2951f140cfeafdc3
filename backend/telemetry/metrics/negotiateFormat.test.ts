import { negotiateFormat } from './negotiateFormat';

const prometheus2 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
const prometheus3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

test.each([
  [undefined, 'classic'],
  ['*/*', 'classic'],
  [browser, 'classic'],
  ['text/plain', 'classic'],
  ['application/json', 'classic'],
  ['application/openmetrics-text;q=0', 'classic'],
  ['application/openmetrics-text;q=0.4, text/plain;q=0.5', 'classic'],
  ['application/openmetrics-text;q=nonsense', 'classic'],
  ['application/openmetrics-text', 'openmetrics'],
  ['Application/OpenMetrics-Text; Version=1.0.0', 'openmetrics'],
  [prometheus2, 'openmetrics'],
  [prometheus3, 'openmetrics'],
])('who accepts %s gets %s', (accept, format) => {
  expect(negotiateFormat(accept)).toBe(format);
});
