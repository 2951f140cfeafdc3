import { workedExample } from '../fixtures';
import { storedInPart } from './storedInPart';

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
