import { callView, workedExample } from '../fixtures';
import { keptLess, storedInPart } from './keptLess';
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

test('a call that is stored whole has nothing to tell', () => {
  expect(storedInPart(workedExample)).toBeNull();
});

test('a call that is stored in part says so and why', () => {
  const [event] = workedExample.events;
  const type = 'capture.stored_in_part';
  const summary = 'Stored in part: the call has 4.7 MB, more than capture.call_bytes (1.0 MB).';
  const view = { ...workedExample, events: event ? [{ ...event, type, summary }] : [] };
  expect(storedInPart(view)).toMatchObject({
    title: 'Only the beginning of this call is stored',
    text: 'The call has 4.7 MB, more than capture.call_bytes (1.0 MB).',
  });
});
