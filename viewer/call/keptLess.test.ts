import { callView, workedExample } from '../fixtures';
import { keptLess } from './keptLess';
import { missingBody } from './missingBody';

test('a call of which all is kept has nothing to tell', () => {
  expect(keptLess(workedExample)).toBeNull();
});

test('one of which less is kept says what, and why a body is not there', () => {
  expect(keptLess(callView({ call: { captureMode: 'masked' } }))?.text).toContain('Capture mode: masked.');
  const view = callView({ call: { captureMode: 'metadata' } });
  expect(keptLess(view)?.title).toBe('The bodies of this call are not kept');
  expect(missingBody(view, 'request')).toBe('The body is not kept: this call’s capture mode is metadata.');
});
